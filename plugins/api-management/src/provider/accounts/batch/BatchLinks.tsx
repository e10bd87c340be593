import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ColumnConfig } from '@backstage/ui';
import type {
  AccountLink,
  AccountLinkBatch,
} from '@oaf/backstage-plugin-api-management-common';
import {
  column,
  EmptyState,
  formatCount,
  ListToolbar,
  numberColumn,
  ServerTableView,
  useServerTable,
} from '../../../shared';
import { apiManagementTranslationRef } from '../../../translation';
import { usePaths } from '../../usePaths';
import { accountColumn, accountIdColumn, stateColumn } from '../accountColumns';
import { accountFilters, toAccountQuery } from '../accountFilters';
import { describeFreshness, isImporting } from '../regions';

const columns: ColumnConfig<AccountLink>[] = [
  accountColumn,
  accountIdColumn,
  column({
    id: 'regions',
    label: 'Regions',
    value: ({ regions }) =>
      regions.length > 0 &&
      `${formatCount(regions.length)}, ${describeFreshness(regions)}`,
  }),
  numberColumn({
    id: 'apis',
    label: 'APIs',
    defaultWidth: '0.5fr',
    minWidth: 72,
    value: ({ apiCount }) => formatCount(apiCount),
  }),
  stateColumn,
];

/** The links of a batch, with what became of each. */
export function BatchLinks({ batch }: { batch: AccountLinkBatch }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const paths = usePaths();
  const list = useServerTable('listAccountLinks', {
    filterNames: ['state'],
    orderBy: 'alias:asc',
    toQuery: filters => ({ ...toAccountQuery(filters), batchId: batch.id }),
    // Not only while it is verified: the batch may be done before the last of its links was read.
    refetchInterval: answer =>
      batch.verifying || answer?.items.some(isImporting) ? 1_500 : 5_000,
  });
  const [stateFilter] = accountFilters([], state => t(`state.${state}`));
  return (
    <>
      <ListToolbar
        list={list}
        searchLabel="Search accounts"
        filters={[stateFilter]}
      />
      <ServerTableView
        list={list}
        columns={columns}
        getHref={({ id }) => paths.account(id)}
        emptyState={
          <EmptyState
            title="No account of the list could be linked"
            description="The refused lines above say why."
          />
        }
      />
    </>
  );
}
