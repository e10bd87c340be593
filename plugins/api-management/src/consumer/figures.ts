import type {
  Bill,
  Money,
  UsageGroup,
} from '@oaf/backstage-plugin-api-management-common';
import { calendarMonth, sum } from '@oaf/rating';
import { useOperation } from '../shared/api';
import { currentPeriod } from '../shared/billing';

export const startOfPeriod = (period: string) =>
  new Date(calendarMonth(period).start);

/** What each subscription of an application used and costs this month, by subscription id. */
export type Figures = {
  calls: (subscriptionId: string) => number | undefined;
  cost: (subscriptionId: string) => Money | undefined;
};

export function useApplicationFigures(applicationId: string): Figures {
  const period = currentPeriod();
  const usage = useOperation('getUsage', {
    query: {
      side: 'consumer',
      applicationId,
      groupBy: 'subscription',
      interval: 'day',
      _from: startOfPeriod(period),
    },
  });
  const bills = useOperation('listBills', {
    query: { side: 'consumer', applicationId, period, limit: 200 },
  });
  return {
    calls: id => callsOf(usage.data?.groups, id),
    cost: id => costOf(bills.data?.items, id),
  };
}

function callsOf(groups: UsageGroup[] | undefined, id: string) {
  return groups && (groups.find(group => group.id === id)?.counts.calls ?? 0);
}

function costOf(bills: Bill[] | undefined, id: string): Money | undefined {
  const own = bills?.filter(({ subscriptionId }) => subscriptionId === id);
  return sum(
    (own ?? []).map(({ currency, total }) => ({ currency, amount: total })),
  )[0];
}
