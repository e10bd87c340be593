import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Deployment } from '@oaf/backstage-plugin-api-management-common';
import { ConfirmDialog, useOperationMutation } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { cancelWord, isSparing } from './cancelWord';

/** Asks before a deployment is stopped, and says what is taken back by that. */
export function CancelDialog(props: {
  deployment: Deployment;
  onClose: () => void;
}) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { id, stackName, state, action } = props.deployment;
  const cancel = useOperationMutation('cancelDeployment');
  return (
    <ConfirmDialog
      isOpen
      destructive={state === 'executing' && action === 'deploy'}
      title={t('deployment.cancelTitle', { name: stackName })}
      action={t(cancelWord(props.deployment))}
      cancel={t('deployment.keep')}
      onConfirm={() => cancel.mutateAsync({ path: { deploymentId: id } })}
      onClose={props.onClose}
    >
      <Text as="p">{t(consequenceOf(props.deployment))}</Text>
    </ConfirmDialog>
  );
}

function consequenceOf(deployment: Deployment) {
  if (isSparing(deployment)) {
    return 'deployment.spareKeptDetail';
  }
  return deployment.state === 'executing'
    ? 'deployment.cancelDuring'
    : 'deployment.cancelBefore';
}
