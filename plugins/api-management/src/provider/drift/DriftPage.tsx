import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  EmptyState,
  ListToolbar,
  Loaded,
  PageBody,
  PageSection,
  TablePages,
  useServerTable,
} from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { Comparisons } from './Comparisons';
import { toDriftQuery, useDriftFilters } from './driftFilters';
import { DriftList } from './DriftList';

const PACE_MS = 2_000;

/** What at gateways is not as it should be. */
export function DriftPage() {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const list = useServerTable('listDriftFindings', {
    filterNames: ['state', 'kind', 'difference', 'gatewayId', 'productId'],
    orderBy: 'firstSeenAt:desc',
    toQuery: toDriftQuery,
    refetchInterval: answer =>
      answer?.items.some(({ state }) => state === 'repairing')
        ? PACE_MS
        : undefined,
  });
  const isNarrowed =
    Boolean(list.parameters.search) ||
    Object.keys(list.parameters.filters).length > 0;
  return (
    <PageBody>
      <Comparisons />
      <ListToolbar
        list={list}
        searchLabel={t('gatewayDrift.search')}
        filters={useDriftFilters(list.parameters.filters)}
      />
      <PageSection title={t('gatewayDrift.title')}>
        <Loaded query={list.query}>
          {({ items }) =>
            items.length === 0 ? (
              <Nothing isNarrowed={isNarrowed} />
            ) : (
              <DriftList items={items} />
            )
          }
        </Loaded>
        <TablePages list={list} />
      </PageSection>
    </PageBody>
  );
}

function Nothing({ isNarrowed }: { isNarrowed: boolean }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return isNarrowed ? (
    <EmptyState
      title={t('gatewayDrift.nothingMatches')}
      description={t('gatewayDrift.nothingMatchesDetail')}
    />
  ) : (
    <EmptyState
      title={t('gatewayDrift.none')}
      description={t('gatewayDrift.noneDetail')}
    />
  );
}
