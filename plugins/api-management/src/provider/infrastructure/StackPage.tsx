import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Header } from '@backstage/ui';
import type { Stack as DeployedStack } from '@oaf/backstage-plugin-api-management-common';
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
  useOperation,
} from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { DriftSection } from '../drift/DriftSection';
import { usePaths } from '../usePaths';
import { AccountLinkOf } from './AccountLinkOf';
import { DeploymentList } from './DeploymentList';
import { LiveDeployment } from './LiveDeployment';
import { StackActions } from './StackActions';
import { DriftChip, VersionChip } from './StackChips';
import { StackDrift } from './StackDrift';
import { stackPace } from './stackPace';
import { TemplateName } from './TemplateName';
import { ValueSection } from './ValueSection';

/** One deployed stack: what it gives, what it was made of, and how to change it. */
export function StackPage() {
  const { stackId = '' } = useParams();
  const stack = useOperation(
    'getStack',
    { path: { stackId } },
    { refetchInterval: ({ state: { data } }) => stackPace(data) },
  );
  return (
    <Loaded isPage query={stack} lines={6}>
      {answer => <StackContent stack={answer} />}
    </Loaded>
  );
}

function StackContent({ stack }: { stack: DeployedStack }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const paths = usePaths();
  return (
    <Crumb label={stack.name} href={paths.stack(stack.id)}>
      <Header
        title={stack.name}
        metadata={[
          { label: t('stack.version'), value: <VersionChip stack={stack} /> },
          {
            label: t('stack.drift'),
            value: <DriftChip drift={stack.drift} />,
          },
        ]}
        customActions={<StackActions stack={stack} />}
      />
      <PageBody>
        <LiveDeployment stack={stack} />
        <StackDrift stack={stack} />
        {stack.template === 'gateway' && (
          <DriftSection of={{ gatewayId: stack.id }} />
        )}
        <Columns layout="aside">
          <Stack>
            <ValueSection
              title={t('deployment.outputs')}
              values={stack.outputs}
            />
            <DeploymentList
              title={t('stack.deployments')}
              query={{
                accountLinkId: stack.accountLinkId,
                stackName: stack.name,
              }}
            />
          </Stack>
          <Stack>
            <StackFacts stack={stack} />
            <ValueSection
              title={t('deployment.parameters')}
              values={stack.parameters}
            />
          </Stack>
        </Columns>
      </PageBody>
    </Crumb>
  );
}

function StackFacts({ stack }: { stack: DeployedStack }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return (
    <PageSection title={t('stack.about')}>
      <Facts
        facts={[
          [
            t('stack.template'),
            <TemplateName key="template" template={stack.template} />,
          ],
          [t('stack.account'), <AccountLinkOf key="account" place={stack} />],
          [t('stack.region'), stack.region],
          [
            t('stack.changed'),
            <RelativeTime key="changed" at={stack.changedAt} />,
          ],
          [
            t('stack.changedBy'),
            <EntityName key="by" entityRef={stack.changedBy} />,
          ],
        ]}
      />
    </PageSection>
  );
}
