import { Header } from '@backstage/ui';
import type { AccountLink } from '@oaf/backstage-plugin-api-management-common';
import { useParams } from 'react-router-dom';
import {
  Columns,
  Crumb,
  EmptyState,
  ErrorState,
  Loaded,
  PageBody,
  PageSection,
  RelativeTime,
  Stack,
  StateChip,
  useOperationMutation,
} from '../../shared';
import { usePaths } from '../usePaths';
import { AccountActions } from './AccountActions';
import { AccountFacts } from './AccountFacts';
import { AccountNotice } from './AccountNotice';
import { AccountQuotas } from './AccountQuotas';
import { RegionErrors } from './RegionErrors';
import { RegionsTable } from './RegionsTable';
import { TrustRole } from './TrustRole';
import { useAccountLink } from './useAccountLink';
import { useMayManage } from './useMayManage';

/** One linked account with the state of each region. */
export function AccountPage() {
  const { accountLinkId = '' } = useParams();
  return (
    <Loaded isPage query={useAccountLink(accountLinkId)} lines={6}>
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
        customActions={<AccountActions account={account} sync={sync} />}
      />
      <PageBody>
        <ErrorState error={sync.error} />
        <AccountNotice account={account} />
        <RegionErrors regions={account.regions} />
        <Columns layout="aside">
          <Stack>
            <AccountRegions account={account} sync={sync} />
            {!account.builtIn && <AccountQuotas id={account.id} />}
          </Stack>
          <Stack>
            {account.roleArn && (
              <TrustRole account={account} roleArn={account.roleArn} />
            )}
            <AccountFacts account={account} />
          </Stack>
        </Columns>
      </PageBody>
    </Crumb>
  );
}

function AccountRegions(props: {
  account: AccountLink;
  sync: ReturnType<typeof useOperationMutation<'syncAccountLink'>>;
}) {
  const { account, sync } = props;
  const maySync = useMayManage() && account.state !== 'unlinked';
  return (
    <PageSection
      title="Regions"
      description="A region that cannot be read keeps its APIs as they were last seen."
      flush
    >
      {account.regions.length === 0 ? (
        <EmptyState
          title="No region yet"
          description="Regions are chosen once the trust role is verified."
        />
      ) : (
        <RegionsTable
          regions={account.regions}
          onSync={
            maySync
              ? region =>
                  sync.mutate({
                    path: { accountLinkId: account.id },
                    query: { region },
                  })
              : undefined
          }
        />
      )}
    </PageSection>
  );
}
