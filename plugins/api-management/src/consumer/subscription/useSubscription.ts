import type {
  Subscription,
  SubscriptionState,
} from '@oaf/backstage-plugin-api-management-common';
import { useOperation, useRereadOnChange } from '../../shared/api';

/** States that the system leaves by itself within moments. */
const passingStates: readonly SubscriptionState[] = [
  'approved',
  'provisioning',
  'ending',
];

export const isPassing = ({ state }: Subscription) =>
  passingStates.includes(state);

/** From then on there are credentials and a connection. */
export const wasActive = ({ activeAt }: Subscription) => Boolean(activeAt);

/** A subscription, read often while the system is at work and seldom while a person has to decide. */
export function useSubscription(subscriptionId: string) {
  const subscription = useOperation(
    'getSubscription',
    { path: { subscriptionId } },
    {
      refetchInterval: ({ state: { data } }) =>
        data && isPassing(data) ? 1_500 : 10_000,
    },
  );
  // A new state brings new events, credentials and actions.
  useRereadOnChange(subscription.data?.state);
  return subscription;
}
