import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { AccountLink } from '@oaf/backstage-plugin-api-management-common';
import { RiRefreshLine } from '@remixicon/react';
import type { useOperationMutation } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { isImporting } from './regions';

/** Asks for an import of the account's APIs now; spins until every region was read. */
export function SyncButton(props: {
  account: AccountLink;
  sync: ReturnType<typeof useOperationMutation<'syncAccountLink'>>;
}) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { account, sync } = props;
  return (
    <Button
      iconStart={<RiRefreshLine />}
      isPending={sync.isPending || isImporting(account)}
      onPress={() =>
        sync.mutate({ path: { accountLinkId: account.id }, query: {} })
      }
    >
      {t('accountAction.sync')}
    </Button>
  );
}
