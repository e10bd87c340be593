import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type { Deployment } from '@oaf/backstage-plugin-api-management-common';
import { formatExact } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { DeploymentFailureNotice } from './DeploymentFailureNotice';

/** What somebody has to know of a deployment now; nothing when it just goes on. */
export function DeploymentNotice({ deployment }: { deployment: Deployment }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { failure, waitingFor, confirmBefore, state, changed } = deployment;
  if (failure) {
    return <DeploymentFailureNotice failure={failure} />;
  }
  if (state === 'succeeded' && !changed) {
    return (
      <Alert
        status="success"
        icon
        title={t('deployment.nothingToChange')}
        description={t('deployment.nothingToChangeDetail')}
      />
    );
  }
  if (waitingFor) {
    return (
      <Alert
        role="status"
        status="warning"
        icon
        title={t('deployment.waiting')}
        description={waitingFor}
      />
    );
  }
  return confirmBefore ? (
    <Alert
      status="info"
      icon
      title={t('deployment.awaiting')}
      description={t('deployment.confirmBefore', {
        at: formatExact(confirmBefore),
      })}
    />
  ) : null;
}
