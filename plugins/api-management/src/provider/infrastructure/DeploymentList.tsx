import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  isDeploymentOver,
  type ListDeployments,
} from '@oaf/backstage-plugin-api-management-common';
import {
  EmptyState,
  PageSection,
  ServerTableView,
  useServerTable,
} from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { usePaths } from '../usePaths';
import { deploymentColumns } from './deploymentColumns';

/** Deployments, the latest first. */
export function DeploymentList(props: {
  title: string;
  query: ListDeployments['query'];
}) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const paths = usePaths();
  const list = useServerTable('listDeployments', {
    prefix: 'deployments.',
    toQuery: () => props.query,
    refetchInterval: answer =>
      answer?.items.some(({ state }) => !isDeploymentOver(state))
        ? 3_000
        : undefined,
  });
  return (
    <PageSection title={props.title} flush>
      <ServerTableView
        list={list}
        columns={deploymentColumns}
        getHref={({ id }) => paths.deployment(id)}
        emptyState={<EmptyState title={t('deployment.none')} />}
      />
    </PageSection>
  );
}
