import type {
  EventCredential,
  OwnerChange,
  PlanMove,
  SubscriptionEventData,
  SubscriptionEventType,
  SubscriptionState,
} from '@oaf/backstage-plugin-api-management-common';

/** `at` is epoch milliseconds. */
export type StoredEvent = {
  id: string;
  at: number;
  type: SubscriptionEventType;
  actor: string | null;
  reason: string | null;
  data: SubscriptionEventData;
};

/** What each type must tell. */
type EventTold =
  | {
      type: Exclude<SubscriptionState, 'approved' | 'failed'>;
      data?: undefined;
    }
  | { type: 'approved'; data?: { rule: 'automatic' } }
  | { type: 'failed'; data?: { error: string } }
  | { type: CredentialEventType; data: { credential: EventCredential } }
  | {
      type: PlanChangeEventType;
      data: { plans: PlanMove; rule?: 'automatic' };
    }
  | { type: 'application-moved'; data: { owner: OwnerChange } };

export type CredentialEventType =
  | 'credential-issued'
  | 'credential-revealed'
  | 'credential-revoked'
  | 'credential-changed'
  | 'access-recovered'
  | 'client-key-revoked';

export type PlanChangeEventType =
  | 'plan-change-requested'
  | 'plan-change-approved'
  | 'plan-change-rejected'
  | 'plan-change-withdrawn'
  | 'plan-change-finished'
  | 'plan-change-stopped';

/** Written in the transaction of what it tells. */
export type NewEvent = EventTold & { actor?: string; reason?: string };

/** The event of a state that was reached. */
export function reached(
  state: SubscriptionState,
  by: { actor?: string; reason?: string; error?: string | null } = {},
): NewEvent {
  const { error, ...who } = by;
  return state === 'failed' && error
    ? { ...who, type: state, data: { error } }
    : { ...who, type: state };
}
