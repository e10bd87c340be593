import { Button } from '@backstage/ui';
import type {
  Credential,
  CredentialOperation,
} from '@oaf/backstage-plugin-api-management-common';
import { RelativeTime, StateChip } from '../../shared/components';
import { credentialTitles } from '../../shared/format';
import { column, TwoLines } from '../../shared/table';
import styles from './Credentials.module.css';
import { ExpiryChip } from '../../shared/components';
import { type RowAction, rowActions, rowActionWords } from './rowActions';

/** What may be done with the rows, and what is opened to do it. */
export type CredentialRows = {
  operations: readonly CredentialOperation[];
  makesKeyPairs: boolean;
  onAct: (action: RowAction, credential: Credential) => void;
};

export const credentialColumns = ({
  operations,
  makesKeyPairs,
  onAct,
}: CredentialRows) => [
  column<Credential>({
    id: 'type',
    label: 'Credential',
    isRowHeader: true,
    defaultWidth: '1.5fr',
    value: ({ type, prefix, name, plan }) => (
      <TwoLines
        strong
        title={name ?? credentialTitles[type]}
        detail={
          <>
            {name && `${credentialTitles[type]} `}
            {prefix && <code className={styles.prefix}>{prefix}…</code>}
            {plan && <> of plan {plan.title}</>}
          </>
        }
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
        {rowActions(credential, operations, makesKeyPairs).map(action => (
          <Button
            key={action}
            size="small"
            variant={action === 'reveal' ? 'primary' : 'tertiary'}
            onPress={() => onAct(action, credential)}
          >
            {rowActionWords[action]}
          </Button>
        ))}
      </div>
    ),
  }),
];

/** When the state began or will end. */
function since({ state, reason, ...times }: Credential) {
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
        {state === 'revoked' && reason && <>: {reason}</>}
        {word === 'expires' && <ExpiryChip expiresAt={at} type={times.type} />}
      </>
    )
  );
}
