import { type ColumnConfig, Table, useTable } from '@backstage/ui';
import type { RefusedRow } from '@oaf/backstage-plugin-api-management-common';
import { column, PageSection } from '../../../shared';
import styles from '../Accounts.module.css';

type Row = RefusedRow & { id: string };

const columns: ColumnConfig<Row>[] = [
  column({
    id: 'accountId',
    label: 'Account id',
    isRowHeader: true,
    value: ({ accountId }) => (
      <span className={styles.accountId}>{accountId}</span>
    ),
  }),
  column({
    id: 'message',
    label: 'Why',
    defaultWidth: '4fr',
    value: ({ message }) => <div className={styles.sentence}>{message}</div>,
  }),
];

/** The lines that the backend did not take. */
export function RefusedRows({ rows }: { rows: RefusedRow[] }) {
  const { tableProps } = useTable<Row>({
    mode: 'complete',
    data: rows.map(row => ({ ...row, id: String(row.row) })),
    paginationOptions: { pageSize: 10 },
  });
  return (
    <PageSection
      title="Refused lines"
      description="They are not part of this batch. Put them right and link them as a list of their own."
      flush
    >
      <Table columnConfig={columns} {...tableProps} />
    </PageSection>
  );
}
