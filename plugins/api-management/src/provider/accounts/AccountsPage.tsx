import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import {
  EmptyState,
  ListToolbar,
  menuFailureOf,
  PageBody,
  PageSection,
  ServerTableView,
  useOperation,
  useServerTable,
} from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { usePaths } from '../usePaths';
import { accountColumns } from './accountColumns';
import { accountFilters, toAccountQuery } from './accountFilters';
import { IMPORT_INTERVAL, isImporting } from './regions';
import { useMayManage } from './useMayManage';

/** The linked accounts, with how fresh each is and what it needs. */
export function AccountsPage() {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const paths = usePaths();
  const drivers = useOperation('listGatewayDrivers', {});
  const list = useServerTable('listAccountLinks', {
    filterNames: ['state', 'fresh', 'driver'],
    orderBy: 'alias:asc',
    toQuery: toAccountQuery,
    refetchInterval: answer =>
      answer?.items.some(isImporting) ? IMPORT_INTERVAL : undefined,
  });
  return (
    <PageBody>
      <ListToolbar
        list={list}
        searchLabel="Search accounts"
        filters={accountFilters(
          drivers.data?.items ?? [],
          state => t(`state.${state}`),
          menuFailureOf(drivers),
        )}
        actions={<LinkButtons />}
      />
      <PageSection flush>
        <ServerTableView
          list={list}
          columns={accountColumns}
          getHref={({ id }) => paths.account(id)}
          emptyState={
            <EmptyState
              title="No account is linked"
              description="Link an account by a role that its owner makes. Its APIs appear here and in the catalog."
              action={<LinkButtons />}
            />
          }
        />
      </PageSection>
    </PageBody>
  );
}

function LinkButtons() {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const paths = usePaths();
  if (!useMayManage()) {
    return null;
  }
  return (
    <>
      <ButtonLink variant="secondary" href={paths.linkMany}>
        {t('accountAction.linkMany')}
      </ButtonLink>{' '}
      <ButtonLink href={paths.linkAccount}>
        {t('accountAction.link')}
      </ButtonLink>
    </>
  );
}
