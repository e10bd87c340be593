import type { Credential } from '@oaf/backstage-plugin-api-management-common';
import { RelativeTime, StateChip } from '../../shared/components';
import { column, TwoLines } from '../../shared/table';
import styles from './Credentials.module.css';
import { credentialTitles } from './credentialWords';
import { RevealButton } from './RevealButton';
import { RevokeButton } from './RevokeButton';

export const credentialColumns = (
  subscriptionId: string,
  mayManage: boolean,
) => [
  column<Credential>({
    id: 'type',
    label: 'Credential',
    isRowHeader: true,
    defaultWidth: '1.6fr',
    value: ({ type, prefix }) => (
      <TwoLines
        title={credentialTitles[type]}
        detail={prefix && <code className={styles.prefix}>{prefix}…</code>}
      />
    ),
  }),
  column<Credential>({
    id: 'state',
    label: 'State',
    value: ({ state }) => <StateChip state={state} />,
  }),
  column<Credential>({
    id: 'createdAt',
    label: 'Created',
    value: ({ createdAt }) => <RelativeTime at={createdAt} />,
  }),
  column<Credential>({
    id: 'lastUsedAt',
    label: 'Last used',
    value: ({ lastUsedAt }) => <RelativeTime at={lastUsedAt} />,
  }),
  column<Credential>({
    id: 'expiresAt',
    label: 'Expires',
    value: ({ expiresAt }) => <RelativeTime at={expiresAt} />,
  }),
  column<Credential>({
    id: 'actions',
    label: 'Actions',
    defaultWidth: '1.8fr',
    isHidden: !mayManage,
    value: credential => (
      <div className={styles.actions}>
        <RevealButton subscriptionId={subscriptionId} credential={credential} />
        <RevokeButton subscriptionId={subscriptionId} credential={credential} />
      </div>
    ),
  }),
];
