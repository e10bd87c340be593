import type { ColumnConfig } from '@backstage/ui';
import {
  Chip,
  column,
  formatCount,
  LocalTable,
  numberColumn,
} from '../../../shared';
import styles from '../Accounts.module.css';
import type { ListedAccount } from './parseRows';

type Row = ListedAccount & { id: string };

const columns: ColumnConfig<Row>[] = [
  numberColumn({
    id: 'line',
    label: 'Line',
    defaultWidth: 64,
    value: ({ line }) => formatCount(line),
  }),
  column({
    id: 'accountId',
    label: 'Account id',
    isRowHeader: true,
    value: ({ accountId }) => (
      <span className={styles.accountId}>{accountId}</span>
    ),
  }),
  column({
    id: 'alias',
    label: 'Alias',
    value: ({ alias, accountId }) => alias || accountId,
  }),
  column({
    id: 'regions',
    label: 'Regions',
    value: ({ regions }) => regions.join(', ') || 'all enabled',
  }),
  column({
    id: 'problem',
    label: 'Result',
    defaultWidth: '1.6fr',
    value: ({ problem }) => (
      <>
        <Chip tone={problem ? 'negative' : 'positive'}>
          {problem ? 'Left out' : 'Will be linked'}
        </Chip>
        {problem && <div className={styles.sentence}>{problem}</div>}
      </>
    ),
  }),
];

/** The lines as they were read; those with a problem first. */
export const RowsPreview = ({ listed }: { listed: ListedAccount[] }) => (
  <LocalTable
    columns={columns}
    rows={listed
      .map(row => ({ ...row, id: String(row.line) }))
      .toSorted((a, b) => Number(!a.problem) - Number(!b.problem))}
  />
);
