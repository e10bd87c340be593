import {
  type ColumnConfig,
  Table,
  type TableItem,
  useTable,
} from '@backstage/ui';

const pageSize = 10;

/** Rows that are all here already, in pages when they are many. */
export function LocalTable<Row extends TableItem>(props: {
  rows: Row[];
  columns: readonly ColumnConfig<Row>[];
}) {
  const { rows, columns } = props;
  const { tableProps } = useTable<Row>({
    mode: 'complete',
    data: rows,
    paginationOptions: { pageSize },
  });
  return (
    <Table
      {...tableProps}
      columnConfig={columns}
      pagination={
        rows.length > pageSize ? tableProps.pagination : { type: 'none' }
      }
    />
  );
}
