import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type {
  ListUsageGroups,
  UsageGroup,
} from '@oaf/backstage-plugin-api-management-common';
import {
  column,
  EmptyState,
  formatCount,
  type GroupBy,
  liveUsage,
  Loaded,
  LocalTable,
  NO_OPERATION,
  numberColumn,
  PageSection,
  useOperation,
} from '../../shared';
import { apiManagementTranslationRef } from '../../translation';

const TOP = 5;

const percent = new Intl.NumberFormat('en', {
  style: 'percent',
  maximumFractionDigits: 1,
});

/** The operations with most errors, and how often they fail. */
export function ErrorSpots(props: {
  query: Omit<ListUsageGroups['query'], 'groupBy'>;
  getHref: (group: UsageGroup, groupBy: GroupBy) => string | undefined;
}) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const found = useOperation(
    'listUsageGroups',
    {
      query: {
        ...props.query,
        groupBy: 'operation',
        orderBy: 'errors:desc',
        limit: TOP,
      },
    },
    liveUsage,
  );
  const columns = [
    column<UsageGroup>({
      id: 'title',
      label: t('usage.operation'),
      isRowHeader: true,
      value: group => (
        <Link href={props.getHref(group, 'operation') ?? ''}>
          {group.id === NO_OPERATION ? t('usage.noOperation') : group.title}
        </Link>
      ),
    }),
    numberColumn<UsageGroup>({
      id: 'errors',
      label: t('usage.errorCount'),
      value: group => formatCount(errorsOf(group)),
    }),
    numberColumn<UsageGroup>({
      id: 'share',
      label: t('usage.errorShare'),
      value: group => percent.format(errorsOf(group) / group.counts.calls),
    }),
  ];
  return (
    <PageSection
      title={t('usage.errors')}
      description={t('usage.errorsDetail')}
      flush
    >
      <Loaded query={found} lines={4}>
        {({ items }) => {
          const rows = items.filter(group => errorsOf(group) > 0);
          return rows.length > 0 ? (
            <LocalTable rows={rows} columns={columns} />
          ) : (
            <EmptyState title={t('usage.noErrors')} />
          );
        }}
      </Loaded>
    </PageSection>
  );
}

function errorsOf({ counts }: UsageGroup): number {
  return counts.clientErrors + counts.serverErrors + counts.throttledCalls;
}
