import type { SubscriptionAction } from '@oaf/backstage-plugin-api-management-common';
import type { StoredSubscription } from './SubscriptionStore';

/** The other side is owed a reason, whoever decides. */
const always: readonly SubscriptionAction[] = ['reject', 'suspend', 'repair'];

/** The holder may do so without a word; to whom else, administrators too, the holder is owed one. */
const ofAnother: readonly SubscriptionAction[] = ['withdraw', 'end'];

/** Whether who has the claims must say why. */
export function needsReason(
  action: SubscriptionAction,
  { application }: Pick<StoredSubscription, 'application'>,
  { claims }: { claims: string[] },
): boolean {
  return (
    always.includes(action) ||
    (ofAnother.includes(action) && !claims.includes(application.owner))
  );
}
