import { InputError } from '@backstage/errors';
import type { Usage } from '@oaf/backstage-plugin-api-management-common';
import type { GatewayDrivers } from '../accounts/GatewayDrivers';
import type { Caller } from '../authorization/Caller';
import { isoTime } from '../database/time';
import type { SubscriptionService } from '../subscriptions/SubscriptionService';
import { intervalsBetween, type Interval } from './intervals';
import { type Counted, nothing } from './rollup/Counted';
import { toCounts } from './toCounts';
import { usageScope, type UsageQuery } from './usageScope';
import type { UsageGroupKey, UsageStore } from './UsageStore';
import { withLatencies } from './withLatencies';

const MAX_POINTS = 1_000;
const MAX_GROUPS = 200;

export type UsageTimeQuery = UsageQuery & {
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

  async get(caller: Caller, query: UsageTimeQuery): Promise<Usage> {
    const { interval = 'hour', groupBy } = query;
    const scope = await usageScope(this.#subscriptions, caller, query);
    const { filter, visibilities } = scope;
    requireFewPoints(interval, filter);
    const { points, total } = await this.#store.sumByTime(
      filter,
      visibilities,
      interval,
    );
    const groups = groupBy
      ? await this.#store.sumByGroup(filter, visibilities, groupBy)
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
      to: isoTime(filter.to),
      interval,
      meteredUntil: isoTime(meteredUntil ?? null),
      uncounted,
      totals: toCounts(total),
      points: toPoints(points, interval, filter.from, filter.to),
      groups: groupBy
        ? await withLatencies(
            this.#store,
            scope,
            groupBy,
            groups.slice(0, MAX_GROUPS),
          )
        : [],
      totalGroups: groups.length,
    };
  }
}

function requireFewPoints(
  interval: Interval,
  { from, to }: { from: number; to: number },
) {
  if (intervalsBetween(interval, from, to).length > MAX_POINTS) {
    throw new InputError(
      `query/interval: the range has more than ${MAX_POINTS} intervals; choose day or a shorter range`,
    );
  }
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
