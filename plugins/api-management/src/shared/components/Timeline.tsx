import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { SubscriptionEvent } from '@oaf/backstage-plugin-api-management-common';
import { apiManagementTranslationRef } from '../../translation';
import { credentialTitles } from '../format';
import { EntityName } from './EntityName';
import { TimelineEntry, TimelineList } from './TimelineEntry';

/** Who did what with a subscription, when and why; oldest first. */
export function Timeline({ events }: { events: SubscriptionEvent[] }) {
  return (
    <TimelineList>
      {events.map(event => (
        <TimelineEntry
          key={event.id}
          what={<What event={event} />}
          details={detailsOf(event)}
          who={<Actor event={event} />}
          at={event.at}
          reason={event.reason}
        />
      ))}
    </TimelineList>
  );
}

function What({ event: { type, data } }: { event: SubscriptionEvent }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return (
    <>
      {data.rule === 'automatic' && type === 'approved'
        ? t('event.approvedByRule')
        : t(`event.${type}`)}
    </>
  );
}

function detailsOf({ data }: SubscriptionEvent) {
  return [
    data.credential && (
      <>
        {data.credential.name ?? credentialTitles[data.credential.type]}{' '}
        <code>{data.credential.prefix}…</code>
      </>
    ),
    data.plans && (
      <>
        {data.plans.from} → {data.plans.to}
      </>
    ),
    data.owner && (
      <>
        <EntityName entityRef={data.owner.from} size="small" />
        {' → '}
        <EntityName entityRef={data.owner.to} size="small" />
      </>
    ),
    data.error,
  ];
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
