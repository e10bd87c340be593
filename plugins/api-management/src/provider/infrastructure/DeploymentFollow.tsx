import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Deployment } from '@oaf/backstage-plugin-api-management-common';
import { Loaded, PageSection, Stack, StateChip } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { DeploymentEvents } from './DeploymentEvents';
import { DeploymentNotice } from './DeploymentNotice';
import { DeploymentProgressBar } from './DeploymentProgressBar';
import { useDeployment } from './useDeployment';

/** Follows a deployment live: its state, what it waits for or why it failed, its progress and its events. Needs the queries' provider only. */
export const DeploymentFollow = (props: { deploymentId: string }) => (
  <Loaded query={useDeployment(props.deploymentId)} lines={6}>
    {deployment => (
      <Stack>
        <DeploymentStatus deployment={deployment} />
        <EventsSection deployment={deployment} />
      </Stack>
    )}
  </Loaded>
);

/** The state of a deployment and how far it is. */
function DeploymentStatus({ deployment }: { deployment: Deployment }) {
  return (
    <>
      <div aria-live="polite">
        <StateChip state={deployment.state} />
      </div>
      <DeploymentProgressBar deployment={deployment} />
      <DeploymentNotice deployment={deployment} />
    </>
  );
}

/** The events of a deployment in a box of their own. */
export function EventsSection({ deployment }: { deployment: Deployment }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return (
    <PageSection title={t('deployment.events')} flush>
      <DeploymentEvents deployment={deployment} />
    </PageSection>
  );
}
