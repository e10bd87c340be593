import { Button } from '@backstage/ui';
import type { Credential } from '@oaf/backstage-plugin-api-management-common';
import { RelativeTime, StateChip } from '../../shared/components';
import { credentialTitles } from '../../shared/format';
import { column, TwoLines } from '../../shared/table';
import styles from './Credentials.module.css';
import { isUsable } from './credentialWords';

/** What a row offers; `mayManage` hides it from those who may only look. */
export type CredentialRowActions = {
  mayManage: boolean;
  onReveal: (credential: Credential) => void;
  onRevoke: (credential: Credential) => void;
};

export const credentialColumns = ({
  mayManage,
  onReveal,
  onRevoke,
}: CredentialRowActions) => [
  column<Credential>({
    id: 'type',
    label: 'Credential',
    isRowHeader: true,
    defaultWidth: '1.5fr',
    value: ({ type, prefix }) => (
      <TwoLines
        strong
        title={credentialTitles[type]}
        detail={prefix && <code className={styles.prefix}>{prefix}…</code>}
      />
    ),
  }),
  column<Credential>({
    id: 'state',
    label: 'State',
    defaultWidth: '1.4fr',
    value: credential => (
      <TwoLines
        title={<StateChip state={credential.state} />}
        detail={expiry(credential)}
      />
    ),
  }),
  column<Credential>({
    id: 'usedAt',
    label: 'Created, last used',
    defaultWidth: '1.4fr',
    value: ({ createdAt, lastUsedAt }) => (
      <div className={styles.times}>
        <span>
          created <RelativeTime at={createdAt} />
        </span>
        <span>
          {lastUsedAt ? 'used ' : 'not used yet'}
          {lastUsedAt && <RelativeTime at={lastUsedAt} />}
        </span>
      </div>
    ),
  }),
  column<Credential>({
    id: 'actions',
    label: 'Actions',
    defaultWidth: 210,
    isHidden: !mayManage,
    value: credential => (
      <div className={styles.actions}>
        {credential.revealable && (
          <Button size="small" onPress={() => onReveal(credential)}>
            Reveal once
          </Button>
        )}
        {isUsable(credential) && (
          <Button
            size="small"
            variant="tertiary"
            onPress={() => onRevoke(credential)}
          >
            Revoke
          </Button>
        )}
      </div>
    ),
  }),
];

function expiry({ state, expiresAt }: Credential) {
  return (
    expiresAt && (
      <>
        {state === 'expired' ? 'expired ' : 'expires '}
        <RelativeTime at={expiresAt} />
      </>
    )
  );
}
