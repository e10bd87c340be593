import { type ColumnConfig, Table } from '@backstage/ui';
import type { Bill } from '@oaf/backstage-plugin-api-management-common';
import {
  column,
  EntityName,
  Money,
  numberColumn,
  type ServerTable,
  StateChip,
  TwoLines,
} from '../../shared';

const columns: ColumnConfig<Bill>[] = [
  column({
    id: 'product',
    label: 'Product',
    isRowHeader: true,
    value: bill => (
      <TwoLines strong title={bill.product.title} detail={bill.planTitle} />
    ),
  }),
  column({
    id: 'application',
    label: 'Application',
    value: ({ application }) => (
      <TwoLines
        title={application.title}
        detail={<EntityName entityRef={application.owner} size="small" />}
      />
    ),
  }),
  column({
    id: 'state',
    label: 'State',
    value: bill => <StateChip state={bill.state} />,
  }),
  numberColumn({
    id: 'total',
    label: 'Total',
    value: bill => <Money currency={bill.currency} amount={bill.total} />,
  }),
];

/** The bills of a month; choosing one shows its lines. */
export const BillsTable = (props: {
  list: ServerTable<Bill>;
  onSelect: (bill: Bill) => void;
}) => (
  <Table
    {...props.list.table}
    columnConfig={columns}
    rowConfig={{ onClick: props.onSelect }}
  />
);
