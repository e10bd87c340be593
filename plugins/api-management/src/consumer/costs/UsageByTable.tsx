import { Tab, Table, TabList, Tabs } from '@backstage/ui';
import type { UsageGroup } from '@oaf/backstage-plugin-api-management-common';
import { Count } from '../../shared/components';
import { column, numberColumn } from '../../shared/table';
import { usePaths } from '../usePaths';
import styles from './Costs.module.css';

type GroupBy = 'application' | 'product';

const columns = [
  column<UsageGroup>({
    id: 'title',
    label: 'Name',
    isRowHeader: true,
    value: ({ title }) => title,
  }),
  numberColumn<UsageGroup>({
    id: 'calls',
    label: 'Calls',
    value: ({ counts }) => <Count value={counts.calls} />,
  }),
  numberColumn<UsageGroup>({
    id: 'billable',
    label: 'Billable',
    value: ({ counts }) => <Count value={counts.billableCalls} />,
  }),
  numberColumn<UsageGroup>({
    id: 'errors',
    label: 'Errors',
    value: ({ counts }) => (
      <Count value={counts.clientErrors + counts.serverErrors} />
    ),
  }),
  numberColumn<UsageGroup>({
    id: 'throttled',
    label: 'Throttled',
    value: ({ counts }) => <Count value={counts.throttledCalls} />,
  }),
  numberColumn<UsageGroup>({
    id: 'latency',
    label: 'Average latency',
    value: ({ counts }) => `${Math.round(counts.averageLatency)} ms`,
  }),
];

/** The month's usage by application or by product, most calls first. */
export function UsageByTable(props: {
  groups: UsageGroup[];
  groupBy: GroupBy;
  onGroupByChange: (groupBy: GroupBy) => void;
}) {
  const { groups, groupBy, onGroupByChange } = props;
  const paths = usePaths();
  const href = ({ id }: UsageGroup) =>
    groupBy === 'application' ? paths.application(id) : paths.product(id);
  return (
    <div className={styles.byTable}>
      <Tabs
        selectedKey={groupBy}
        onSelectionChange={key => onGroupByChange(key as GroupBy)}
      >
        <TabList aria-label="Group usage by">
          <Tab id="application">By application</Tab>
          <Tab id="product">By product</Tab>
        </TabList>
      </Tabs>
      <Table
        columnConfig={columns}
        data={[...groups].sort(
          (left, right) => right.counts.calls - left.counts.calls,
        )}
        pagination={{ type: 'none' }}
        rowConfig={{ getHref: href }}
        emptyState="Nothing was called in this month."
      />
    </div>
  );
}
