import type {
  SubscriptionAction,
  SubscriptionState,
} from '../schema/openapi/generated/models';
import type { StateTable } from './StateTable';

/**
 * What the system itself does to a subscription, on top of what people do.
 *
 * @public
 */
export type SubscriptionSystemAction =
  | 'provision'
  | 'activate'
  | 'fail'
  | 'finish';

/** @public */
export const subscriptionStates: StateTable<
  SubscriptionState,
  SubscriptionAction | SubscriptionSystemAction
> = Object.freeze({
  requested: { approve: 'approved', reject: 'rejected', withdraw: 'withdrawn' },
  approved: { provision: 'provisioning', end: 'ending' },
  rejected: {},
  withdrawn: {},
  provisioning: { activate: 'active', fail: 'failed', end: 'ending' },
  failed: { retry: 'approved', end: 'ending' },
  active: { suspend: 'suspended', end: 'ending' },
  suspended: { resume: 'active', end: 'ending' },
  ending: { finish: 'ended' },
  ended: {},
});

/** @public */
export const subscriptionActions: readonly SubscriptionAction[] = Object.freeze(
  ['approve', 'reject', 'withdraw', 'retry', 'suspend', 'resume', 'end'],
);

/**
 * States that hold on to their plan: they count as live and keep a product from being unpublished.
 *
 * @public
 */
export const liveSubscriptionStates: readonly SubscriptionState[] =
  Object.freeze([
    'requested',
    'approved',
    'provisioning',
    'active',
    'failed',
    'suspended',
    'ending',
  ]);
