import { usePermission } from '@backstage/plugin-permission-react';
import { Button } from '@backstage/ui';
import {
  accountManagePermission,
  type AccountLink,
} from '@oaf/backstage-plugin-api-management-common';
import { RiRefreshLine } from '@remixicon/react';
import type { useOperationMutation } from '../../shared';

/** Asks for an import of the account's APIs now; the regions show how far it is. */
export function SyncButton(props: {
  account: AccountLink;
  sync: ReturnType<typeof useOperationMutation<'syncAccountLink'>>;
}) {
  const { account, sync } = props;
  const { allowed } = usePermission({ permission: accountManagePermission });
  if (!allowed) {
    return null;
  }
  return (
    <Button
      iconStart={<RiRefreshLine />}
      isPending={sync.isPending}
      onPress={() =>
        sync.mutate({ path: { accountLinkId: account.id }, query: {} })
      }
    >
      Sync now
    </Button>
  );
}
