import type { Subscription } from '@oaf/backstage-plugin-api-management-common';
import { ExpiryChip } from './ExpiryChip';
import { Chip } from './StateChip';

/** What needs somebody's eye soon: a key that expires, a plan that changes. */
export const SubscriptionBadges = ({
  expiring,
  planChange,
}: Pick<Subscription, 'expiring' | 'planChange'>) => (
  <>
    {expiring && <ExpiryChip {...expiring} />}
    {planChange && <Chip tone="warning">Plan change</Chip>}
  </>
);
