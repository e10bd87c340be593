import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextField } from '@backstage/ui';
import type { AccountLink } from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import {
  ConfirmDialog,
  Loaded,
  useAnnounce,
  useOperation,
  useOperationMutation,
} from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { usePaths } from '../usePaths';
import { UnlinkPreviewText } from './UnlinkPreviewText';
import { usePreviewBlock } from './usePreviewBlock';

type Props = { account: AccountLink; onClose: () => void };

/** Shows what unlinking would take away, and asks for the account's alias before it does. */
export function UnlinkDialog({ account, onClose }: Props) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const [typed, setTyped] = useState('');
  const unlink = useUnlink(account);
  const preview = useOperation(
    'previewUnlink',
    { path: { accountLinkId: account.id }, query: {} },
    // Once it is unlinked there is nothing to preview, although everything is read again then.
    { staleTime: 0, enabled: unlink.isIdle || unlink.isError },
  );
  const allowed = preview.data?.allowed ?? false;
  const blockedByPreview = usePreviewBlock(preview);
  return (
    <ConfirmDialog
      isOpen
      destructive
      title={`Unlink ${account.alias}`}
      action={t('accountAction.unlink')}
      blocked={
        blockedByPreview ??
        (typed === account.alias
          ? undefined
          : t('form.type', { text: account.alias }))
      }
      onConfirm={unlink.run}
      onClose={onClose}
    >
      <Loaded query={preview}>
        {answer => <UnlinkPreviewText preview={answer} />}
      </Loaded>
      {allowed && (
        <>
          <p>The role stays in the account; its owner may delete the stack.</p>
          <TextField
            label={`Type ${account.alias} to confirm`}
            value={typed}
            onChange={setTyped}
            autoComplete="off"
          />
        </>
      )}
    </ConfirmDialog>
  );
}

function useUnlink({ id, alias }: AccountLink) {
  const paths = usePaths();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const unlink = useOperationMutation('unlinkAccount');
  const run = async () => {
    await unlink.mutateAsync({ path: { accountLinkId: id } });
    announce({ title: `${alias} is unlinked` });
    navigate(paths.accounts);
  };
  return { ...unlink, run };
}
