import { type ColumnConfig, Table } from '@backstage/ui';
import type { RegionStatus } from '@oaf/backstage-plugin-api-management-common';
import {
  Chip,
  column,
  formatCount,
  numberColumn,
  RelativeTime,
  TwoLines,
} from '../../shared';

type Row = RegionStatus & { id: string };

const columns: ColumnConfig<Row>[] = [
  column({
    id: 'region',
    label: 'Region',
    isRowHeader: true,
    value: ({ region, error }) => (
      <TwoLines strong title={region} detail={error} />
    ),
  }),
  numberColumn({
    id: 'apis',
    label: 'APIs',
    value: ({ apiCount }) => formatCount(apiCount),
  }),
  column({
    id: 'synced',
    label: 'Last sync',
    value: ({ syncedAt }) => <RelativeTime at={syncedAt} />,
  }),
  column({
    id: 'fresh',
    label: 'State',
    value: ({ fresh }) => (
      <Chip tone={fresh ? 'positive' : 'warning'}>
        {fresh ? 'Fresh' : 'Not fresh'}
      </Chip>
    ),
  }),
];

/** How fresh each region of an account is; a region that fails keeps its last good snapshot. */
export const RegionsTable = ({ regions }: { regions: RegionStatus[] }) => (
  <Table
    columnConfig={columns}
    data={regions.map(region => ({ ...region, id: region.region }))}
    pagination={{ type: 'none' }}
  />
);
