import type { SubscriptionFilter } from '@oaf/backstage-plugin-api-management-node';
import type { Caller } from '../authorization/Caller';
import type { Visibility } from '../authorization/AccessControl';
import { ownersFor } from '../subscriptions/SubscriptionService';
import type {
  Side,
  SubscriptionService,
} from '../subscriptions/SubscriptionService';
import { askedRange, type AskedRange } from './askedRange';
import { startOf } from './intervals';
import type { UsageFilter } from './UsageStore';

const DAY = 86_400_000;

/** Which usage is asked for. */
export type UsageQuery = Omit<
  UsageFilter,
  'from' | 'to' | 'applicationOwners'
> &
  AskedRange & { side?: Side };

/** What of it the caller may see. */
export type UsageScope = {
  filter: UsageFilter;
  visibilities: Array<Visibility<SubscriptionFilter>>;
};

/** @throws InputError */
export async function usageScope(
  subscriptions: SubscriptionService,
  caller: Caller,
  query: UsageQuery,
): Promise<UsageScope> {
  const { from, to } = askedRange(query, DAY);
  return {
    filter: {
      ...query,
      // Usage is kept by the hour, so the range starts with a whole one.
      from: startOf('hour', from),
      to,
      applicationOwners: ownersFor(caller, query.side),
    },
    visibilities: await subscriptions.visibilities(caller, query.side),
  };
}
