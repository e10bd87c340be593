import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextField } from '@backstage/ui';
import type { AccountLink } from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import {
  ConfirmDialog,
  Loaded,
  useOperation,
  useOperationMutation,
} from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import styles from './Accounts.module.css';
import { RegionChoice } from './RegionChoice';
import { UnlinkPreviewText } from './UnlinkPreviewText';

type Props = { account: AccountLink; onClose: () => void };

/** Changes an account's alias and regions; shows first what giving up a region takes away. */
export function EditAccountDialog(props: Props) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  // What arrives in the background meanwhile is not taken over: the backend refuses the older version.
  const [account] = useState(props.account);
  const before = account.regions.map(({ region }) => region);
  const [alias, setAlias] = useState(account.alias);
  const [regions, setRegions] = useState(before);
  const { mutateAsync } = useOperationMutation('updateAccountLink');
  const given = before.filter(region => !regions.includes(region));
  const preview = useRegionPreview(account.id, given);
  const isBlocked =
    alias.trim() === '' ||
    (before.length > 0 && regions.length === 0) ||
    (given.length > 0 && !preview.data?.allowed);
  return (
    <ConfirmDialog
      isOpen
      isWide
      title={`Edit ${account.alias}`}
      action={t('common.save')}
      isBlocked={isBlocked}
      onConfirm={() =>
        mutateAsync({
          path: { accountLinkId: account.id },
          query: { version: account.version },
          body: {
            alias: alias.trim(),
            regions: before.length > 0 ? regions : undefined,
          },
        })
      }
      onClose={props.onClose}
    >
      <div className={styles.fields}>
        <TextField
          label="Alias"
          isRequired
          maxLength={120}
          value={alias}
          onChange={setAlias}
        />
        {before.length > 0 && (
          <RegionChoice
            available={[
              ...new Set([...account.availableRegions, ...before]),
            ].toSorted()}
            chosen={regions}
            onChange={setRegions}
          />
        )}
        {given.length > 0 && (
          <Loaded query={preview}>
            {answer => <UnlinkPreviewText preview={answer} />}
          </Loaded>
        )}
      </div>
    </ConfirmDialog>
  );
}

function useRegionPreview(accountLinkId: string, regions: string[]) {
  return useOperation(
    'previewUnlink',
    { path: { accountLinkId }, query: { regions } },
    { enabled: regions.length > 0 },
  );
}
