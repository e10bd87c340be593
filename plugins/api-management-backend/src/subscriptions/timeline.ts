import type { SubscriptionEvent } from '@oaf/backstage-plugin-api-management-common';
import type { GrantActivity } from '@oaf/backstage-plugin-api-management-node';
import { shortThumbprint } from '../credentials/credentialView';
import { isoTime } from '../database/time';
import type { StoredEvent } from './SubscriptionStore';

/** What people and the system did here, and what the gateway saw the consumer do; oldest first. */
export function timelineOf(
  events: StoredEvent[],
  activity: GrantActivity | undefined,
): SubscriptionEvent[] {
  const enrolments = (activity?.clientKeys ?? []).map(key => ({
    id: key.thumbprint,
    at: key.registeredAt,
    type: 'enrolled',
    actor: null,
    reason: `Client key ${shortThumbprint(key.thumbprint)}…`,
  }));
  return [...events, ...enrolments]
    .sort((a, b) => a.at - b.at)
    .map(event => ({
      id: event.id,
      at: isoTime(event.at),
      type: event.type,
      actor: event.actor ?? undefined,
      reason: event.reason ?? undefined,
    }));
}
