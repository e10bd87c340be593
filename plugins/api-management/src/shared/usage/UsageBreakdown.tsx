import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Select } from '@backstage/ui';
import type {
  ListUsageGroups,
  UsageGroup,
} from '@oaf/backstage-plugin-api-management-common';
import type { ReactNode } from 'react';
import { apiManagementTranslationRef } from '../../translation';
import { EmptyState, PageSection } from '../components';
import {
  column,
  type ListFilter,
  ListToolbar,
  ServerTableView,
  useServerTable,
} from '../table';
import { DownloadUsage } from './DownloadUsage';
import { type GroupBy, groupTitles, NO_OPERATION } from './groupTitles';
import { usageColumns } from './usageColumns';

type Query = ListUsageGroups['query'];

/** Usage by what the reader chooses, searched, sorted and paged at the server. */
export function UsageBreakdown(props: {
  /** What is shown, besides what a row is. */
  query: Omit<Query, 'groupBy'>;
  groups: readonly [GroupBy, ...GroupBy[]];
  filters?: ListFilter[];
  /** Where a row leads to. */
  getHref?: (group: UsageGroup, groupBy: GroupBy) => string | undefined;
}) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { query, groups, filters = [], getHref } = props;
  const names = filters.map(({ name }) => name);
  const list = useServerTable('listUsageGroups', {
    prefix: 'usage-',
    filterNames: [...names, 'groupBy'],
    orderBy: 'calls:desc',
    toQuery: ({ groupBy }) => ({ ...query, groupBy: chosen(groupBy, groups) }),
  });
  const { search, orderBy, filters: values } = list.parameters;
  const groupBy = chosen(values.groupBy, groups);
  const asked = { ...query, groupBy, search, orderBy } as Query;
  return (
    <PageSection
      title={t('usage.breakdown')}
      actions={<DownloadUsage query={asked} />}
      flush
    >
      <ListToolbar
        list={list}
        searchLabel={t('usage.search')}
        filters={filters}
        actions={
          <Select
            aria-label={t('usage.groupBy')}
            options={groups.map(id => ({
              id,
              label: t('usage.by', { what: groupTitles[id].toLowerCase() }),
            }))}
            selectedKey={groupBy}
            onSelectionChange={key =>
              list.change({ groupBy: String(key), search: undefined })
            }
          />
        }
      />
      <ServerTableView
        list={list}
        columns={[
          titleColumn(groupBy, getHref, t('usage.noOperation')),
          ...usageColumns,
        ]}
        emptyState={
          <EmptyState
            title={t('usage.none')}
            description={t('usage.noneDetail')}
          />
        }
      />
    </PageSection>
  );
}

function chosen(
  groupBy: string | undefined,
  groups: readonly [GroupBy, ...GroupBy[]],
): GroupBy {
  return groups.find(each => each === groupBy) ?? groups[0];
}

function titleColumn(
  groupBy: GroupBy,
  getHref: ((group: UsageGroup, by: GroupBy) => string | undefined) | undefined,
  noOperation: ReactNode,
) {
  return column<UsageGroup>({
    id: 'title',
    label: groupTitles[groupBy],
    isRowHeader: true,
    isSortable: true,
    defaultWidth: 260,
    value: group => {
      const title = group.id === NO_OPERATION ? noOperation : group.title;
      const href = getHref?.(group, groupBy);
      return href ? <Link href={href}>{title}</Link> : <span>{title}</span>;
    },
  });
}
