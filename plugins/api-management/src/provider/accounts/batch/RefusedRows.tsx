import type { ColumnConfig } from '@backstage/ui';
import type { RefusedRow } from '@oaf/backstage-plugin-api-management-common';
import { column, LocalTable, PageSection } from '../../../shared';
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
export const RefusedRows = ({ rows }: { rows: RefusedRow[] }) => (
  <PageSection
    title="Refused lines"
    description="They are not part of this batch. Put them right and link them as a list of their own."
    flush
  >
    <LocalTable
      columns={columns}
      rows={rows.map(row => ({ ...row, id: String(row.row) }))}
    />
  </PageSection>
);
