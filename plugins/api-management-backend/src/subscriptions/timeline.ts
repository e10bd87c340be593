import type {
  SubscriptionEvent,
  SubscriptionEventType,
} from '@oaf/backstage-plugin-api-management-common';
import type {
  ClientKeyActivity,
  GrantActivity,
} from '@oaf/backstage-plugin-api-management-node';
import { shortThumbprint } from '../credentials/credentialView';
import { isoTime } from '../database/time';
import type { StoredEvent } from './SubscriptionEvents';

/** What people and the system did here, and what gateways saw the consumer's program do; oldest first. */
export function timelineOf(
  events: StoredEvent[],
  activity: GrantActivity | undefined,
): SubscriptionEvent[] {
  return [...events, ...(activity?.clientKeys ?? []).flatMap(keyEvents)]
    .sort((a, b) => a.at - b.at)
    .map(event => ({
      id: event.id,
      at: isoTime(event.at),
      type: event.type,
      actor: event.actor ?? undefined,
      reason: event.reason ?? undefined,
      data: event.data,
    }));
}

function keyEvents(key: ClientKeyActivity): StoredEvent[] {
  const { registeredAt, registeredBy, revokedAt, revokedBy } = key;
  const came =
    registeredBy === 'rotation' ? 'client-key-rotated' : 'client-key-enrolled';
  // What was revoked here is among the events already.
  const went = revokedBy === 'consumer' ? revokedAt : null;
  return [
    keyEvent(key, came, registeredAt),
    ...(went === null ? [] : [keyEvent(key, 'client-key-revoked', went)]),
  ];
}

function keyEvent(
  { thumbprint }: ClientKeyActivity,
  type: SubscriptionEventType,
  at: number,
): StoredEvent {
  const prefix = shortThumbprint(thumbprint);
  return {
    id: `${type}:${thumbprint}:${at}`,
    at,
    type,
    actor: null,
    reason: null,
    data: { credential: { type: 'client-key', prefix } },
  };
}
