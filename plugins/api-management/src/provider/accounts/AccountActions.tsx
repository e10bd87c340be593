import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink } from '@backstage/ui';
import type { AccountLink } from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { countOf, type useOperationMutation } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { usePaths } from '../usePaths';
import { EditAccountDialog } from './EditAccountDialog';
import { isUnfinished } from './nextStep';
import { SyncButton } from './SyncButton';
import { UnlinkDialog } from './UnlinkDialog';
import { useMayManage } from './useMayManage';

type Props = {
  account: AccountLink;
  sync: ReturnType<typeof useOperationMutation<'syncAccountLink'>>;
};

/** What the reader may do with an account. */
export function AccountActions({ account, sync }: Props) {
  const paths = usePaths();
  const mayManage = useMayManage() && account.state !== 'unlinked';
  return (
    <>
      <ButtonLink
        variant="secondary"
        href={`${paths.gatewayApis}?accountLinkId=${account.id}`}
      >
        {countOf(account.apiCount, 'API')}
      </ButtonLink>
      {mayManage && !account.builtIn && <LinkActions account={account} />}
      {mayManage && !isUnfinished(account) && (
        <SyncButton account={account} sync={sync} />
      )}
    </>
  );
}

/** Accounts that the driver runs itself are neither edited nor unlinked. */
function LinkActions({ account }: { account: AccountLink }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const [open, setOpen] = useState<'edit' | 'unlink'>();
  const close = () => setOpen(undefined);
  return (
    <>
      <Button variant="secondary" onPress={() => setOpen('edit')}>
        {t('accountAction.edit')}
      </Button>
      <Button variant="secondary" onPress={() => setOpen('unlink')}>
        {t('accountAction.unlink')}
      </Button>
      {open === 'edit' && (
        <EditAccountDialog account={account} onClose={close} />
      )}
      {open === 'unlink' && <UnlinkDialog account={account} onClose={close} />}
    </>
  );
}
