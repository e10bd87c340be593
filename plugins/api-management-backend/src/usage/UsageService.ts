import { InputError } from '@backstage/errors';
import { type LatencySketch, sketchPercentile } from '@oaf/contract';
import type {
  Usage,
  UsageCounts,
} from '@oaf/backstage-plugin-api-management-common';
import type { GatewayDrivers } from '../accounts/GatewayDrivers';
import type { Caller } from '../authorization/Caller';
import { isoTime } from '../database/time';
import { ownersFor } from '../subscriptions/SubscriptionService';
import type {
  Side,
  SubscriptionService,
} from '../subscriptions/SubscriptionService';
import { intervalsBetween, startOf } from './intervals';
import type { Interval } from './intervals';
import { type Counted, nothing } from './rollup/Counted';
import type { UsageGroupKey, UsageStore } from './UsageStore';

const DAY = 86_400_000;
const MAX_POINTS = 1_000;
const MAX_GROUPS = 200;

export type UsageQuery = {
  side?: Side;
  subscriptionId?: string;
  productId?: string;
  applicationId?: string;
  gatewayApiId?: string;
  planId?: string;
  operation?: string;
  statusClass?: number;
  from?: string | Date;
  to?: string | Date;
  interval?: Interval;
  groupBy?: UsageGroupKey;
};

export class UsageService {
  readonly #store: UsageStore;
  readonly #subscriptions: SubscriptionService;
  readonly #drivers: GatewayDrivers;

  constructor(options: {
    usageStore: UsageStore;
    subscriptions: SubscriptionService;
    drivers: GatewayDrivers;
  }) {
    this.#drivers = options.drivers;
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
    const { points, total } = await this.#store.sumByTime(
      filter,
      visibilities,
      interval,
    );
    const groups = query.groupBy
      ? await this.#store.sumByGroup(filter, visibilities, query.groupBy)
      : [];
    const sources = this.#drivers.sources();
    const meteredUntil = await this.#store.meteredUntil(sources);
    const uncounted = await this.#store.uncountedAccounts(
      filter,
      visibilities,
      sources,
    );
    return {
      from: isoTime(filter.from),
      to: isoTime(range.to),
      interval,
      meteredUntil: isoTime(meteredUntil ?? null),
      uncounted,
      totals: toCounts(total),
      points: toPoints(points, interval, filter.from, range.to),
      groups: groups.slice(0, MAX_GROUPS).map(({ id, title, counted }) => ({
        id,
        title,
        counts: toCounts(counted),
      })),
      totalGroups: groups.length,
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
  points: Map<number, Counted>,
  interval: Interval,
  from: number,
  to: number,
) {
  return intervalsBetween(interval, from, to).map(start => ({
    start: isoTime(start),
    counts: toCounts(points.get(start) ?? nothing),
  }));
}

function toCounts({ meters, latency }: Counted): UsageCounts {
  const { latencySum, ...counts } = meters;
  return {
    ...counts,
    averageLatency: counts.calls ? latencySum / counts.calls : 0,
    ...toPercentiles(latency),
  };
}

/** None while no latency is known. */
function toPercentiles(latency: LatencySketch): Partial<UsageCounts> {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map(fraction =>
    sketchPercentile(latency, fraction),
  );
  return p50 === undefined ? {} : { p50, p95, p99 };
}
