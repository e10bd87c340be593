import { InputError } from '@backstage/errors';
import type {
  Usage,
  UsageCounts,
} from '@oaf/backstage-plugin-api-management-common';
import type { Caller } from '../authorization/Caller';
import { isoTime } from '../database/time';
import { ownersFor } from '../subscriptions/SubscriptionService';
import type {
  Side,
  SubscriptionService,
} from '../subscriptions/SubscriptionService';
import { intervalsBetween, startOf } from './intervals';
import type { Interval } from './intervals';
import type { UsageGroupKey, UsageStore, UsageTotals } from './UsageStore';

const DAY = 86_400_000;
const MAX_POINTS = 1_000;

export type UsageQuery = {
  side?: Side;
  subscriptionId?: string;
  productId?: string;
  applicationId?: string;
  gatewayApiId?: string;
  from?: string | Date;
  to?: string | Date;
  interval?: Interval;
  groupBy?: UsageGroupKey;
};

const nothing: UsageTotals = {
  calls: 0,
  billableCalls: 0,
  clientErrors: 0,
  serverErrors: 0,
  throttledCalls: 0,
  responseBytes: 0,
  latencySum: 0,
};

export class UsageService {
  readonly #store: UsageStore;
  readonly #subscriptions: SubscriptionService;

  constructor(options: {
    usageStore: UsageStore;
    subscriptions: SubscriptionService;
  }) {
    this.#store = options.usageStore;
    this.#subscriptions = options.subscriptions;
  }

  async get(caller: Caller, query: UsageQuery): Promise<Usage> {
    const { interval = 'hour' } = query;
    const range = rangeOf(query, interval);
    const filter = {
      ...query,
      // Usage is kept by the hour, so the range starts with a whole one.
      from: startOf('hour', range.from),
      to: range.to,
      applicationOwners: ownersFor(caller, query.side),
    };
    const visibilities = await this.#subscriptions.visibilities(
      caller,
      query.side,
    );
    const byHour = await this.#store.sumByHour(filter, visibilities);
    const groups = query.groupBy
      ? await this.#store.sumByGroup(filter, visibilities, query.groupBy)
      : new Map();
    const cursor = await this.#store.readCursor();
    return {
      from: isoTime(filter.from),
      to: isoTime(range.to),
      interval,
      meteredUntil: cursor && isoTime(cursor.loggedUntil),
      totals: toCounts([...byHour.values()].reduce(add, nothing)),
      points: toPoints(byHour, interval, filter.from, range.to),
      groups: [...groups]
        .map(([id, { title, totals }]) => ({
          id,
          title,
          counts: toCounts(totals),
        }))
        .sort((a, b) => b.counts.calls - a.counts.calls),
    };
  }
}

function rangeOf(
  query: UsageQuery,
  interval: Interval,
): { from: number; to: number } {
  const to = query.to ? new Date(query.to).getTime() : Date.now();
  const from = query.from ? new Date(query.from).getTime() : to - DAY;
  if (from >= to) {
    throw new InputError('query/from must be before query/to');
  }
  if (intervalsBetween(interval, from, to).length > MAX_POINTS) {
    throw new InputError(
      `query/interval: the range has more than ${MAX_POINTS} intervals; choose day or a shorter range`,
    );
  }
  return { from, to };
}

function toPoints(
  byHour: Map<number, UsageTotals>,
  interval: Interval,
  from: number,
  to: number,
) {
  const totals = new Map<number, UsageTotals>();
  for (const [hour, counted] of byHour) {
    const start = startOf(interval, hour);
    totals.set(start, add(totals.get(start) ?? nothing, counted));
  }
  return intervalsBetween(interval, from, to).map(start => ({
    start: isoTime(start),
    counts: toCounts(totals.get(start) ?? nothing),
  }));
}

function add(a: UsageTotals, b: UsageTotals): UsageTotals {
  return Object.fromEntries(
    Object.keys(nothing).map(key => [
      key,
      a[key as keyof UsageTotals] + b[key as keyof UsageTotals],
    ]),
  ) as UsageTotals;
}

function toCounts({ latencySum, ...totals }: UsageTotals): UsageCounts {
  return {
    ...totals,
    averageLatency: totals.calls ? latencySum / totals.calls : 0,
  };
}
