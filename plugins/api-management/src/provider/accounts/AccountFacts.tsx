import { Link } from '@backstage/ui';
import type { AccountLink } from '@oaf/backstage-plugin-api-management-common';
import { Facts, PageSection, RelativeTime } from '../../shared';
import { usePaths } from '../usePaths';

/** What an account is. */
export function AccountFacts({ account }: { account: AccountLink }) {
  const paths = usePaths();
  const { batchId } = account;
  return (
    <PageSection title="About">
      <Facts
        facts={[
          ['Account', account.accountId],
          ['Driver', account.driver],
          ['Partition', account.partition],
          ['Linked', <RelativeTime key="linked" at={account.createdAt} />],
          ['Changed', <RelativeTime key="changed" at={account.updatedAt} />],
          [
            'Linked with',
            batchId && (
              <Link href={paths.accountBatch(batchId)}>Other accounts</Link>
            ),
          ],
        ]}
      />
    </PageSection>
  );
}
