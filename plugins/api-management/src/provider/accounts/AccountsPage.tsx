import type { ColumnConfig } from '@backstage/ui';
import type { AccountLink } from '@oaf/backstage-plugin-api-management-common';
import {
  column,
  EmptyState,
  formatCount,
  numberColumn,
  PageBody,
  PageSection,
  RelativeTime,
  ServerTableView,
  StateChip,
  TwoLines,
  useServerTable,
} from '../../shared';
import { usePaths } from '../usePaths';
import { describeFreshness } from './freshness';

const columns: ColumnConfig<AccountLink>[] = [
  column({
    id: 'alias',
    label: 'Account',
    isRowHeader: true,
    defaultWidth: '2fr',
    value: account => (
      <TwoLines strong title={account.alias} detail={account.accountId} />
    ),
  }),
  column({ id: 'driver', label: 'Driver', value: ({ driver }) => driver }),
  column({
    id: 'regions',
    label: 'Regions',
    value: ({ regions }) => (
      <TwoLines
        title={regions.map(({ region }) => region).join(', ')}
        detail={describeFreshness(regions)}
      />
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
    id: 'state',
    label: 'State',
    value: ({ state }) => <StateChip state={state} />,
  }),
];

/** The linked accounts, with how fresh each is. */
export function AccountsPage() {
  const paths = usePaths();
  const accounts = useServerTable('listAccountLinks');
  return (
    <PageBody>
      <PageSection title="Linked accounts" flush>
        <ServerTableView
          list={accounts}
          columns={columns}
          getHref={({ id }) => paths.account(id)}
          emptyState={
            <EmptyState
              title="No account is linked"
              description="The gateways of an installation are set in its configuration, under apiManagement.gateways."
            />
          }
        />
      </PageSection>
    </PageBody>
  );
}
