import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Header, Link } from '@backstage/ui';
import type { Deployment } from '@oaf/backstage-plugin-api-management-common';
import { useParams } from 'react-router-dom';
import {
  Columns,
  Crumb,
  EntityName,
  Facts,
  Loaded,
  PageBody,
  PageSection,
  RelativeTime,
  Stack,
  StateChip,
} from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { usePaths } from '../usePaths';
import { AccountLinkOf } from './AccountLinkOf';
import { DeploymentActions } from './DeploymentActions';
import { DeploymentChanges } from './DeploymentChanges';
import { DeploymentEvents } from './DeploymentEvents';
import { DeploymentNotice } from './DeploymentNotice';
import { DeploymentProgressBar } from './DeploymentProgressBar';
import { DeploymentSteps } from './DeploymentSteps';
import { TemplateName } from './TemplateName';
import { useDeployment } from './useDeployment';
import { useStackOf } from './useStackOf';
import { ValueSection } from './ValueSection';

/** One deployment: what it changes, how far it is, and what can be decided on it. */
export function DeploymentPage() {
  const { deploymentId = '' } = useParams();
  return (
    <Loaded isPage query={useDeployment(deploymentId)} lines={6}>
      {deployment => <DeploymentContent deployment={deployment} />}
    </Loaded>
  );
}

function DeploymentContent({ deployment }: { deployment: Deployment }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const paths = usePaths();
  const { id, action, stackName, state, startedAt } = deployment;
  const title = `${t(`deployment.${action}`)} ${stackName}`;
  return (
    <Crumb label={title} href={paths.deployment(id)}>
      <Header
        title={title}
        metadata={[
          {
            label: t('deployment.state'),
            value: (
              <span aria-live="polite">
                <StateChip state={state} />
              </span>
            ),
          },
          {
            label: t('deployment.started'),
            value: <RelativeTime at={startedAt} />,
          },
        ]}
        customActions={<DeploymentActions deployment={deployment} />}
      />
      <PageBody>
        <DeploymentNotice deployment={deployment} />
        <DeploymentProgressBar deployment={deployment} />
        <Columns layout="aside">
          <Stack>
            <WhatHappens deployment={deployment} />
          </Stack>
          <Stack>
            <ValueSection
              title={t('deployment.outputs')}
              values={deployment.outputs}
            />
            <PageSection title={t('deployment.steps')}>
              <DeploymentSteps deployment={deployment} />
            </PageSection>
            <DeploymentFacts deployment={deployment} />
            <ValueSection
              title={t('deployment.parameters')}
              values={deployment.parameters}
            />
          </Stack>
        </Columns>
      </PageBody>
    </Crumb>
  );
}

/** What it would change, until somebody confirmed that; then what is done, as it comes. */
function WhatHappens({ deployment }: { deployment: Deployment }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const isConfirmed = deployment.steps.some(
    ({ state }) => state === 'executing',
  );
  const changes = (
    <PageSection
      key="changes"
      title={t(isConfirmed ? 'deployment.confirmed' : 'deployment.changes')}
      flush
    >
      <DeploymentChanges deployment={deployment} />
    </PageSection>
  );
  const events = (
    <PageSection key="events" title={t('deployment.events')} flush>
      <DeploymentEvents deployment={deployment} />
    </PageSection>
  );
  return <>{isConfirmed ? [events, changes] : [changes, events]}</>;
}

function DeploymentFacts({ deployment }: { deployment: Deployment }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const paths = usePaths();
  const { data: stack } = useStackOf(deployment);
  return (
    <PageSection title={t('stack.about')}>
      <Facts
        facts={[
          [
            t('stack.name'),
            stack ? (
              <Link href={paths.stack(stack.id)}>{stack.name}</Link>
            ) : (
              deployment.stackName
            ),
          ],
          [
            t('stack.template'),
            <TemplateName key="template" template={deployment.template} />,
          ],
          [
            t('stack.account'),
            <AccountLinkOf key="account" place={deployment} />,
          ],
          [t('stack.region'), deployment.region],
          [
            t('deployment.startedBy'),
            <EntityName key="by" entityRef={deployment.startedBy} />,
          ],
        ]}
      />
    </PageSection>
  );
}
