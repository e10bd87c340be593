import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Deployment } from '@oaf/backstage-plugin-api-management-common';
import { ConfirmDialog, useOperationMutation } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';

/** Asks before a deployment is stopped, and says what is taken back by that. */
export function CancelDialog(props: {
  deployment: Deployment;
  onClose: () => void;
}) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { id, stackName, action, state } = props.deployment;
  const cancel = useOperationMutation('cancelDeployment');
  return (
    <ConfirmDialog
      isOpen
      destructive={state === 'executing'}
      title={t('deployment.cancelTitle', { name: stackName })}
      action={t(
        action === 'destroy' ? 'deployment.cancelRemoval' : 'deployment.cancel',
      )}
      cancel={t('deployment.keep')}
      onConfirm={() => cancel.mutateAsync({ path: { deploymentId: id } })}
      onClose={props.onClose}
    >
      <Text as="p">
        {t(
          state === 'executing'
            ? 'deployment.cancelDuring'
            : 'deployment.cancelBefore',
        )}
      </Text>
    </ConfirmDialog>
  );
}
