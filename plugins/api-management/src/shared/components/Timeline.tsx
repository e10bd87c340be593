import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { SubscriptionEvent } from '@oaf/backstage-plugin-api-management-common';
import { apiManagementTranslationRef } from '../../translation';
import { spellCredential } from '../format';
import { EntityName } from './EntityName';
import { RelativeTime } from './RelativeTime';
import type { State } from './StateChip';
import styles from './Timeline.module.css';

const happenings: Record<string, string> = {
  requested: 'Requested',
  'credential-issued': 'Credential issued',
  'credential-revealed': 'Secret shown',
  'credential-revoked': 'Credential revoked',
  enrolled: 'Enrolled a client key',
  'provisioning-failed': 'Provisioning failed',
};

/** Who did what, when and why; oldest first. */
export function Timeline({ events }: { events: SubscriptionEvent[] }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return (
    <ol className={styles.timeline}>
      {events.map(({ id, type, actor, at, reason }) => (
        <li key={id} className={styles.event}>
          <div className={styles.what}>
            {happenings[type] ?? t(`state.${type as State}`)}
          </div>
          <div className={styles.who}>
            {actor ? (
              <EntityName entityRef={actor} size="small" />
            ) : (
              'The system'
            )}
            {' · '}
            <RelativeTime at={at} />
          </div>
          {reason && (
            <blockquote className={styles.why}>
              {spellCredential(reason)}
            </blockquote>
          )}
        </li>
      ))}
    </ol>
  );
}
