import { Tab, Table, TabList, TabPanel, Tabs } from '@backstage/ui';
import type { UsageGroup } from '@oaf/backstage-plugin-api-management-common';
import { column } from '../../shared/table';
import { usageColumns } from '../../shared/usage';
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
  ...usageColumns,
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
        <TabPanel id={groupBy}>
          <Table
            columnConfig={columns}
            data={[...groups].sort(
              (left, right) => right.counts.calls - left.counts.calls,
            )}
            pagination={{ type: 'none' }}
            rowConfig={{ getHref: href }}
            emptyState="Nothing was called in this month."
          />
        </TabPanel>
      </Tabs>
    </div>
  );
}
