import { InputError } from '@backstage/errors';
import { addMeters, eachMeter, type Meters } from '@oaf/contract';
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
import type { UsageGroupKey, UsageStore } from './UsageStore';

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

const nothing = eachMeter(() => 0);

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
    const byHour = await this.#store.sumByHour(filter, visibilities);
    const groups = query.groupBy
      ? await this.#store.sumByGroup(filter, visibilities, query.groupBy)
      : new Map();
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
      totals: toCounts(addMeters([...byHour.values()])),
      points: toPoints(byHour, interval, filter.from, range.to),
      groups: [...groups]
        .map(([id, { title, meters }]) => ({
          id,
          title,
          counts: toCounts(meters),
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
  byHour: Map<number, Meters>,
  interval: Interval,
  from: number,
  to: number,
) {
  const totals = new Map<number, Meters>();
  for (const [hour, counted] of byHour) {
    const start = startOf(interval, hour);
    totals.set(start, addMeters([totals.get(start) ?? nothing, counted]));
  }
  return intervalsBetween(interval, from, to).map(start => ({
    start: isoTime(start),
    counts: toCounts(totals.get(start) ?? nothing),
  }));
}

function toCounts({ latencySum, ...counts }: Meters): UsageCounts {
  return {
    ...counts,
    averageLatency: counts.calls ? latencySum / counts.calls : 0,
  };
}
