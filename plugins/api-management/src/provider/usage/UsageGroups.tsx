import { Link, Table, useTable } from '@backstage/ui';
import type { UsageGroup } from '@oaf/backstage-plugin-api-management-common';
import { column, EmptyState, usageColumns } from '../../shared';
import { usePaths } from '../usePaths';
import { type GroupBy, groupTitles } from './useGroupBy';

/** Usage per product, API, application or subscription; the backend answers all groups at once. */
export function UsageGroups(props: { groups: UsageGroup[]; groupBy: GroupBy }) {
  const { groups, groupBy } = props;
  const { tableProps } = useTable<UsageGroup>({
    mode: 'complete',
    data: groups,
    initialSort: { column: 'calls', direction: 'descending' },
    sortFn: (data, { column: by, direction }) =>
      data.toSorted(
        (a, b) =>
          (direction === 'descending' ? -1 : 1) *
          compareGroups(a, b, String(by)),
      ),
    paginationOptions: { type: groups.length > 20 ? 'page' : 'none' },
  });
  const title = column<UsageGroup>({
    id: 'title',
    label: groupTitles[groupBy],
    isRowHeader: true,
    isSortable: true,
    value: group => <GroupTitle group={group} groupBy={groupBy} />,
  });
  return (
    <Table
      {...tableProps}
      columnConfig={[title, ...usageColumns]}
      emptyState={
        <EmptyState
          title="No calls in this time"
          description="Choose a longer range of time."
        />
      }
    />
  );
}

function compareGroups(a: UsageGroup, b: UsageGroup, by: string) {
  return by === 'title'
    ? a.title.localeCompare(b.title)
    : (a.counts[by as keyof UsageGroup['counts']] ?? 0) -
        (b.counts[by as keyof UsageGroup['counts']] ?? 0);
}

function GroupTitle(props: { group: UsageGroup; groupBy: GroupBy }) {
  const { id, title } = props.group;
  const paths = usePaths();
  const hrefs: Partial<Record<GroupBy, string>> = {
    product: paths.product(id),
    subscription: paths.subscription(id),
    gatewayApi: `${paths.gatewayApis}?search=${encodeURIComponent(title)}`,
  };
  const href = hrefs[props.groupBy];
  return href ? <Link href={href}>{title}</Link> : <span>{title}</span>;
}
