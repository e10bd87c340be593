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

/**
 * `repair` is for damaged subscriptions only, which lack their application, product or plan.
 *
 * @public
 */
export const subscriptionStates: StateTable<
  SubscriptionState,
  SubscriptionAction | SubscriptionSystemAction
> = Object.freeze({
  requested: {
    approve: 'approved',
    reject: 'rejected',
    withdraw: 'withdrawn',
    repair: 'ending',
  },
  approved: { provision: 'provisioning', end: 'ending', repair: 'ending' },
  rejected: {},
  withdrawn: {},
  provisioning: {
    activate: 'active',
    fail: 'failed',
    end: 'ending',
    repair: 'ending',
  },
  failed: { retry: 'approved', end: 'ending', repair: 'ending' },
  active: { suspend: 'suspended', end: 'ending', repair: 'ending' },
  suspended: { resume: 'active', end: 'ending', repair: 'ending' },
  ending: { finish: 'ended' },
  ended: {},
});

/** @public */
export const subscriptionActions: readonly SubscriptionAction[] = Object.freeze(
  [
    'approve',
    'reject',
    'withdraw',
    'retry',
    'suspend',
    'resume',
    'end',
    'repair',
  ],
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
