import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button } from '@backstage/ui';
import {
  accountManagePermission,
  type AccountLink,
} from '@oaf/backstage-plugin-api-management-common';
import { RiRefreshLine } from '@remixicon/react';
import { formatCount, type useOperationMutation } from '../../shared';

/** Imports the account's APIs now; spins until the sweep is done. */
export function SyncButton(props: {
  account: AccountLink;
  sync: ReturnType<typeof useOperationMutation<'syncAccountLink'>>;
}) {
  const { account, sync } = props;
  const toasts = useApi(toastApiRef);
  const { allowed } = usePermission({ permission: accountManagePermission });
  if (!allowed) {
    return null;
  }
  const onPress = () =>
    sync.mutate(
      { path: { accountLinkId: account.id } },
      {
        onSuccess: synced =>
          toasts.post({
            title: `${synced.alias} is in sync`,
            description: `${formatCount(synced.apiCount)} APIs imported`,
            timeout: 5000,
          }),
      },
    );
  return (
    <Button
      iconStart={<RiRefreshLine />}
      isPending={sync.isPending}
      onPress={onPress}
    >
      Sync now
    </Button>
  );
}
