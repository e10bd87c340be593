import { ButtonLink, Header } from '@backstage/ui';
import type { AccountLink } from '@oaf/backstage-plugin-api-management-common';
import { useParams } from 'react-router-dom';
import {
  Crumb,
  ErrorState,
  Facts,
  formatCount,
  Loaded,
  Columns,
  PageBody,
  PageSection,
  RelativeTime,
  StateChip,
  useOperation,
  useOperationMutation,
} from '../../shared';
import { usePaths } from '../usePaths';
import { RegionsTable } from './RegionsTable';
import { SyncButton } from './SyncButton';

/** One linked account with the state of each region. */
export function AccountPage() {
  const { accountLinkId = '' } = useParams();
  const account = useOperation('getAccountLink', { path: { accountLinkId } });
  return (
    <Loaded isPage query={account} lines={6}>
      {answer => <AccountContent account={answer} />}
    </Loaded>
  );
}

function AccountContent({ account }: { account: AccountLink }) {
  const paths = usePaths();
  const sync = useOperationMutation('syncAccountLink');
  return (
    <Crumb label={account.alias} href={paths.account(account.id)}>
      <Header
        title={account.alias}
        metadata={[
          { label: 'State', value: <StateChip state={account.state} /> },
          {
            label: 'Last sync',
            value: <RelativeTime at={account.syncedAt} />,
          },
        ]}
        customActions={
          <>
            <ButtonLink
              variant="secondary"
              href={`${paths.gatewayApis}?accountLinkId=${account.id}`}
            >
              {`${formatCount(account.apiCount)} APIs`}
            </ButtonLink>
            <SyncButton account={account} sync={sync} />
          </>
        }
      />
      <PageBody>
        <ErrorState error={sync.error} />
        <Columns layout="aside">
          <PageSection title="Regions" flush>
            <RegionsTable regions={account.regions} />
          </PageSection>
          <AccountFacts account={account} />
        </Columns>
      </PageBody>
    </Crumb>
  );
}

function AccountFacts({ account }: { account: AccountLink }) {
  return (
    <PageSection title="About">
      <Facts
        facts={[
          ['Account', account.accountId],
          ['Driver', account.driver],
          ['Partition', account.partition],
          ['Linked', <RelativeTime at={account.createdAt} />],
          ['Changed', <RelativeTime at={account.updatedAt} />],
        ]}
      />
    </PageSection>
  );
}
