import { Button } from '@backstage/ui';
import type {
  Credential,
  CredentialOperation,
} from '@oaf/backstage-plugin-api-management-common';
import { RelativeTime, StateChip } from '../../shared/components';
import { credentialTitles } from '../../shared/format';
import { column, TwoLines } from '../../shared/table';
import styles from './Credentials.module.css';
import { isUsable } from './credentialWords';

/** What a row offers; nobody who may only look has an operation. */
export type CredentialRowActions = {
  operations: readonly CredentialOperation[];
  onReveal: (credential: Credential) => void;
  onRevoke: (credential: Credential) => void;
};

export const credentialColumns = ({
  operations,
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
        detail={since(credential)}
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
    isHidden: operations.length === 0,
    value: credential => (
      <div className={styles.actions}>
        {credential.revealable && operations.includes('reveal') && (
          <Button size="small" onPress={() => onReveal(credential)}>
            Reveal once
          </Button>
        )}
        {isUsable(credential) && operations.includes('revoke') && (
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

/** When the state began or will end. */
function since({ state, ...times }: Credential) {
  const [word, at] = {
    issued: ['expires', times.expiresAt],
    active: ['expires', times.expiresAt],
    rotating: ['replaced, works until', times.expiresAt],
    used: ['used', times.lastUsedAt],
    replaced: ['replaced', times.replacedAt],
    revoked: ['revoked', times.revokedAt],
    expired: ['expired', times.expiresAt],
  }[state] as [string, string | undefined];
  return (
    at && (
      <>
        {word} <RelativeTime at={at} />
      </>
    )
  );
}
