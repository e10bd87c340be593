import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextField } from '@backstage/ui';
import type { AccountLink } from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import {
  ConfirmDialog,
  FieldError,
  fieldsNamed,
  Loaded,
  sortProblems,
  useMissing,
  useOperation,
  useOperationMutation,
} from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import styles from './Accounts.module.css';
import { RegionChoice } from './RegionChoice';
import { UnlinkPreviewText } from './UnlinkPreviewText';
import { usePreviewBlock } from './usePreviewBlock';

const editField = fieldsNamed('alias', 'regions');

type Props = { account: AccountLink; onClose: () => void };

/** Changes an account's alias and regions; shows first what giving up a region takes away. */
export function EditAccountDialog({ account, onClose }: Props) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const form = useAccountForm(account);
  return (
    <ConfirmDialog
      isOpen
      isWide
      title={`Edit ${account.alias}`}
      action={t('common.save')}
      blocked={form.blocked}
      toField={editField}
      onConfirm={form.save}
      onClose={onClose}
    >
      <div className={styles.fields}>
        <TextField
          label="Alias"
          isRequired
          maxLength={120}
          value={form.alias}
          onChange={form.setAlias}
          isInvalid={'alias' in form.problems}
        />
        <FieldError problem={form.problems.alias} />
        {form.hasRegions && (
          <RegionChoice
            available={form.available}
            chosen={form.regions}
            onChange={form.setRegions}
          />
        )}
        <FieldError problem={form.problems.regions} />
        {form.givesUp && (
          <Loaded query={form.preview}>
            {answer => <UnlinkPreviewText preview={answer} />}
          </Loaded>
        )}
      </div>
    </ConfirmDialog>
  );
}

function useAccountForm(current: AccountLink) {
  // What arrives in the background meanwhile is not taken over: the backend refuses the older version.
  const [account] = useState(current);
  const before = account.regions.map(({ region }) => region);
  const [alias, setAlias] = useState(account.alias);
  const [regions, setRegions] = useState(before);
  const { mutateAsync, error } = useOperationMutation('updateAccountLink');
  const given = before.filter(region => !regions.includes(region));
  const preview = useRegionPreview(account.id, given);
  const blockedByPreview = usePreviewBlock(preview);
  const missing = useMissing();
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const hasRegions = before.length > 0;
  const givesUp = given.length > 0;
  return {
    alias,
    setAlias,
    regions,
    setRegions,
    hasRegions,
    givesUp,
    preview,
    problems: sortProblems(error, editField).problems,
    available: [
      ...new Set([...account.availableRegions, ...before]),
    ].toSorted(),
    blocked:
      missing({ Alias: alias.trim() === '' }) ??
      (hasRegions && regions.length === 0
        ? t('form.chooseRegion')
        : undefined) ??
      (givesUp ? blockedByPreview : undefined),
    save: () =>
      mutateAsync({
        path: { accountLinkId: account.id },
        query: { version: account.version },
        body: {
          alias: alias.trim(),
          regions: hasRegions ? regions : undefined,
        },
      }),
  };
}

function useRegionPreview(accountLinkId: string, regions: string[]) {
  return useOperation(
    'previewUnlink',
    { path: { accountLinkId }, query: { regions } },
    { enabled: regions.length > 0 },
  );
}
