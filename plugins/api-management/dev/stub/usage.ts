import type { UsageCounts } from '@oaf/backstage-plugin-api-management-common';
import { applications, products } from './data';
import { subscriptions } from './subscriptions';

const steps = { hour: 3_600_000, day: 86_400_000 };

/** Calls that rise over the day and rest at night. */
export function usage(query: URLSearchParams) {
  const interval = (query.get('interval') ?? 'hour') as 'hour' | 'day';
  const step = steps[interval];
  const to = Math.min(
    Date.parse(query.get('to') ?? '') || Date.now(),
    Date.now(),
  );
  const from = Date.parse(query.get('from') ?? '') || to - 24 * steps.hour;
  const starts: number[] = [];
  for (let start = Math.floor(from / step) * step; start < to; start += step) {
    starts.push(start);
  }
  const points = starts.map(start => ({
    start: new Date(start).toISOString(),
    counts: counts(interval === 'hour' ? hourly(start) : daily(start)),
  }));
  const calls = points.reduce((sum, point) => sum + point.counts.calls, 0);
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    interval,
    meteredUntil: new Date(to).toISOString(),
    uncounted: [],
    totals: counts(calls),
    points,
    groups: groups(query.get('groupBy'), calls),
  };
}

function hourly(start: number) {
  return Math.round(
    40 * (1.15 - Math.cos((new Date(start).getUTCHours() / 24) * 2 * Math.PI)),
  );
}

function daily(start: number) {
  return 700 + ((start / steps.day) % 7) * 90;
}

function counts(calls: number): UsageCounts {
  return {
    calls: Math.round(calls),
    billableCalls: Math.round(calls * 0.97),
    clientErrors: Math.round(calls * 0.02),
    serverErrors: Math.round(calls * 0.005),
    throttledCalls: Math.round(calls * 0.005),
    responseBytes: Math.round(calls * 2300),
    averageLatency: 84.2,
  };
}

function groups(groupBy: string | null, calls: number) {
  const known = { application: applications, product: products };
  if (groupBy === 'subscription') {
    return [
      {
        id: subscriptions[0].id,
        title: 'Customer portal → Accounts',
        counts: counts(calls),
      },
    ];
  }
  return groupBy === 'application' || groupBy === 'product'
    ? known[groupBy].slice(0, 1).map(({ id, title }) => ({
        id,
        title,
        counts: counts(calls),
      }))
    : [];
}
