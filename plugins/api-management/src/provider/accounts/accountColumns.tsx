import type { ColumnConfig } from '@backstage/ui';
import type { AccountLink } from '@oaf/backstage-plugin-api-management-common';
import {
  column,
  formatCount,
  numberColumn,
  RelativeTime,
  StateChip,
  TwoLines,
} from '../../shared';
import styles from './Accounts.module.css';
import { nextStep } from './nextStep';
import { describeFreshness, describeRegions } from './regions';

/** The account by its alias and id. */
export const accountColumn = column<AccountLink>({
  id: 'alias',
  label: 'Account',
  isRowHeader: true,
  isSortable: true,
  defaultWidth: '1.6fr',
  value: ({ alias, driver }) => (
    <TwoLines strong title={alias} detail={driver} />
  ),
});

/** The gateway's own identifier of the account. */
export const accountIdColumn = column<AccountLink>({
  id: 'accountId',
  label: 'Account id',
  isSortable: true,
  value: ({ accountId, partition, driver }) => (
    <TwoLines
      title={<span className={styles.accountId}>{accountId}</span>}
      detail={partition !== driver && partition}
    />
  ),
});

/** How the link is and what it needs. */
export const stateColumn = column<AccountLink>({
  id: 'state',
  label: 'State',
  defaultWidth: '2fr',
  value: account => (
    <>
      <StateChip state={account.state} />
      <div className={styles.nextStep} title={nextStep(account)}>
        {nextStep(account)}
      </div>
    </>
  ),
});

/** Columns of the list of linked accounts. */
export const accountColumns: ColumnConfig<AccountLink>[] = [
  accountColumn,
  accountIdColumn,
  column({
    id: 'regions',
    label: 'Regions',
    defaultWidth: '1.4fr',
    value: ({ regions }) =>
      regions.length > 0 && (
        <TwoLines
          title={describeRegions(regions.map(({ region }) => region))}
          detail={describeFreshness(regions)}
        />
      ),
  }),
  numberColumn({
    id: 'apis',
    label: 'APIs',
    defaultWidth: '0.5fr',
    minWidth: 72,
    value: ({ apiCount }) => formatCount(apiCount),
  }),
  column({
    id: 'synced',
    label: 'Last sync',
    value: ({ syncedAt }) => <RelativeTime at={syncedAt} />,
  }),
  stateColumn,
];
