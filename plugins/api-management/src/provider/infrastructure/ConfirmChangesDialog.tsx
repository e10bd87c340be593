import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Text, TextField } from '@backstage/ui';
import type { Deployment } from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { ConfirmDialog, Loaded, useOperationMutation } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { LossAlert, useDeploymentChanges } from './DeploymentChanges';

/** Asks before the changes are made that were shown; for a removal, also for the stack's name. */
export function ConfirmChangesDialog(props: {
  deployment: Deployment;
  onClose: () => void;
}) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { deployment, onClose } = props;
  const { id, stackName: name, action, accountAlias, region } = deployment;
  const [typed, setTyped] = useState('');
  const confirm = useOperationMutation('confirmDeployment');
  const changes = useDeploymentChanges(deployment);
  const removes = action === 'destroy';
  const words = wordsOf(deployment);
  const untyped =
    removes && typed !== name ? t('form.type', { text: name }) : undefined;
  return (
    <ConfirmDialog
      isOpen
      isWide
      destructive={removes}
      title={t(words.title, { name })}
      action={t(words.action)}
      blocked={changes.data ? untyped : t('form.previewing')}
      onConfirm={() => confirm.mutateAsync({ path: { deploymentId: id } })}
      onClose={onClose}
    >
      <Loaded query={changes}>
        {({ items, totalItems }) => (
          <>
            <Text as="p">
              {t('deployment.confirmDetail', {
                total: String(totalItems),
                account: accountAlias,
                region,
              })}
            </Text>
            <LossAlert changes={items} />
          </>
        )}
      </Loaded>
      {deployment.deleteKept && (
        <Alert
          status="danger"
          icon
          title={t('deployment.deleteKeptTitle')}
          description={t('deployment.deleteKeptDetail')}
        />
      )}
      {removes && (
        <TextField
          label={t('deployment.typeName', { name })}
          value={typed}
          onChange={setTyped}
          autoComplete="off"
        />
      )}
    </ConfirmDialog>
  );
}

function wordsOf({ action, deleteKept }: Deployment) {
  if (action === 'deploy') {
    return {
      title: 'deployment.confirmDeploy',
      action: 'deployment.confirm',
    } as const;
  }
  return deleteKept
    ? ({
        title: 'deployment.confirmDestroyAll',
        action: 'deployment.removeAll',
      } as const)
    : ({
        title: 'deployment.confirmDestroy',
        action: 'infrastructure.remove',
      } as const);
}
