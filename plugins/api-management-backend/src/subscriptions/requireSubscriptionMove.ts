import { subscriptionStates } from '@oaf/backstage-plugin-api-management-common';
import type {
  SubscriptionAction,
  SubscriptionState,
  SubscriptionSystemAction,
} from '@oaf/backstage-plugin-api-management-common';
import { requireMove } from '../states/requireMove';

/**
 * Repair is for what is damaged, and not told to everybody else.
 *
 * @throws ConflictError that names the moves the state allows
 */
export function requireSubscriptionMove(
  state: SubscriptionState,
  action: SubscriptionAction | SubscriptionSystemAction,
): SubscriptionState {
  return requireMove(subscriptionStates, state, action, 'subscription', [
    'repair',
  ]);
}
