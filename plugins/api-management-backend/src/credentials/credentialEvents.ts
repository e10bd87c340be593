import type {
  AuditEventId,
  Credential,
  CredentialOperation,
} from '@oaf/backstage-plugin-api-management-common';
import type { Caller } from '../authorization/Caller';
import type { NewEvent } from '../subscriptions/SubscriptionEvents';

/** Under what the audit log has an operation. */
export const eventIds = {
  issue: 'credential-issued',
  reveal: 'credential-revealed',
  change: 'credential-changed',
  recover: 'access-recovered',
  revoke: 'credential-revoked',
} as const satisfies Record<CredentialOperation, AuditEventId>;

/** What of a credential an event names. */
export type EventSubject = Pick<Credential, 'type' | 'prefix'> & {
  name?: string | null;
};

/** What the timeline tells of an operation. */
export function eventOf(
  caller: Caller,
  operation: CredentialOperation,
  { type, prefix = '', name }: EventSubject,
  reason?: string,
): NewEvent {
  const isClientKey = type === 'client-key' && operation === 'revoke';
  return {
    type: isClientKey ? 'client-key-revoked' : eventIds[operation],
    actor: caller.userRef,
    reason,
    data: { credential: { type, prefix, ...(name ? { name } : {}) } },
  };
}
