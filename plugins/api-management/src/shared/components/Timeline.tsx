import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { SubscriptionEvent } from '@oaf/backstage-plugin-api-management-common';
import { apiManagementTranslationRef } from '../../translation';
import { credentialTitles } from '../format';
import { EntityName } from './EntityName';
import { RelativeTime } from './RelativeTime';
import styles from './Timeline.module.css';

/** Who did what, when and why; oldest first. */
export function Timeline({ events }: { events: SubscriptionEvent[] }) {
  return (
    <ol className={styles.timeline}>
      {events.map(event => (
        <li key={event.id} className={styles.event}>
          <What event={event} />
          <div className={styles.who}>
            <Actor event={event} />
            {' · '}
            <RelativeTime at={event.at} />
          </div>
          {event.reason && (
            <blockquote className={styles.why}>{event.reason}</blockquote>
          )}
        </li>
      ))}
    </ol>
  );
}

function What({ event }: { event: SubscriptionEvent }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { type, data } = event;
  return (
    <>
      <div className={styles.what}>
        {data.rule === 'automatic'
          ? t('event.approvedByRule')
          : t(`event.${type}`)}
      </div>
      {data.credential && (
        <div className={styles.detail}>
          {credentialTitles[data.credential.type]}{' '}
          <code>{data.credential.prefix}…</code>
        </div>
      )}
      {data.owner && (
        <div className={styles.detail}>
          <EntityName entityRef={data.owner.from} size="small" />
          {' → '}
          <EntityName entityRef={data.owner.to} size="small" />
        </div>
      )}
      {data.error && <div className={styles.detail}>{data.error}</div>}
    </>
  );
}

function Actor({ event: { actor, type } }: { event: SubscriptionEvent }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  if (actor) {
    return <EntityName entityRef={actor} size="small" />;
  }
  return (
    <>
      {t(type.startsWith('client-key-') ? 'event.byProgram' : 'event.bySystem')}
    </>
  );
}
