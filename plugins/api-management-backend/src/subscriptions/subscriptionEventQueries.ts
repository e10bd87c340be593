import { subscriptionEventTypes } from '@oaf/backstage-plugin-api-management-common';
import type {
  OwnerChange,
  SubscriptionEventType,
} from '@oaf/backstage-plugin-api-management-common';
import type { Knex } from 'knex';
import { toTime } from '../database/time';
import type { NewEvent, StoredEvent } from './SubscriptionEvents';

type EventRow = {
  id: number | string;
  subscription_id: string;
  at: number | string;
  type: string;
  actor: string | null;
  reason: string | null;
  data: string | null;
};

export async function insertEvent(
  trx: Knex,
  subscriptionId: string,
  event: NewEvent,
) {
  await trx('subscription_events').insert({
    subscription_id: subscriptionId,
    at: Date.now(),
    type: event.type,
    actor: event.actor ?? null,
    reason: event.reason ?? null,
    data: event.data ? JSON.stringify(event.data) : null,
  });
}

/** Oldest first. */
export async function readEvents(
  knex: Knex,
  subscriptionId: string,
): Promise<StoredEvent[]> {
  const rows: EventRow[] = await knex('subscription_events')
    .where({ subscription_id: subscriptionId })
    .orderBy('id');
  return rows.map(toEvent);
}

/** The last move to another owner, per subscription. */
export async function readLastMoves(
  knex: Knex,
  subscriptionIds: string[],
): Promise<Map<string, { at: number; owner: OwnerChange }>> {
  const rows: EventRow[] = await knex('subscription_events')
    .where({ type: 'application-moved' })
    .whereIn('subscription_id', subscriptionIds)
    .orderBy('id');
  return new Map(
    rows.flatMap(row => {
      const { at, data } = toEvent(row);
      return data.owner
        ? [[row.subscription_id, { at, owner: data.owner }] as const]
        : [];
    }),
  );
}

function toEvent(row: EventRow): StoredEvent {
  return {
    id: String(row.id),
    at: toTime(row.at),
    type: toType(row.type),
    actor: row.actor,
    reason: row.reason,
    data: row.data === null ? {} : JSON.parse(row.data),
  };
}

/** Replicas of the next version may have written more than this one knows. */
function toType(type: string): SubscriptionEventType {
  return subscriptionEventTypes.find(known => known === type) ?? 'other';
}
