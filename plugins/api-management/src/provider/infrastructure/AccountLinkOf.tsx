import { Link } from '@backstage/ui';
import type { Stack } from '@oaf/backstage-plugin-api-management-common';
import { usePaths } from '../usePaths';

/** Where a stack or a deployment is, with the way there. */
export function AccountLinkOf({
  place: { accountLinkId, accountAlias, accountId },
}: {
  place: Pick<Stack, 'accountLinkId' | 'accountAlias' | 'accountId'>;
}) {
  const paths = usePaths();
  return (
    <Link href={paths.account(accountLinkId)}>
      {[accountAlias, accountId].filter(Boolean).join(' · ')}
    </Link>
  );
}
