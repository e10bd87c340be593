import type { SubscriptionFilter } from '@oaf/backstage-plugin-api-management-node';
import { addMeters, type LatencySketch, mergeSketches } from '@oaf/contract';
import type { Knex } from 'knex';
import type { Visibility } from '../authorization/AccessControl';
import { readCallingSubscriptions } from './calls/callerQueries';
import { type Interval, startOf } from './intervals';
import { selectMeters, toMeters } from './meterQueries';
import { rangeParts } from './rangeParts';
import { type Counted, nothing, plus } from './rollup/Counted';
import { toSketch } from './rollup/countedRows';
import { inChunks } from '../database/inChunks';
import { periods } from './rollup/periods';
import { readUncountedAccounts } from './uncountedQueries';
import { chooseSeries, type SeriesChoice, seriesIn } from './usageQueries';
import {
  NO_OPERATION,
  type UsageFilter,
  type UsageGroup,
  type UsageGroupKey,
  type UsageStore,
} from './UsageStore';

type Visibilities = Array<Visibility<SubscriptionFilter>>;

type Group = { id: string; title: string; table?: string; joined?: string };

const groups: Record<UsageGroupKey, Group> = {
  subscription: {
    id: 'usage_series.subscription_id',
    title: 'applications.title',
  },
  application: {
    id: 'usage_series.application_id',
    title: 'applications.title',
  },
  product: { id: 'usage_series.product_id', title: 'api_products.title' },
  gatewayApi: {
    id: 'usage_series.gateway_api_id',
    title: 'gateway_apis.title',
    table: 'gateway_apis',
  },
  plan: { id: 'usage_series.plan_id', title: 'plans.title', table: 'plans' },
  operation: { id: 'usage_series.operation', title: 'usage_series.operation' },
  statusClass: {
    id: 'usage_series.status_class',
    title: 'usage_series.status_class',
  },
};

export class DatabaseUsageStore implements UsageStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async meteredUntil(sources: string[]): Promise<number | undefined> {
    const counted = await this.#knex('usage_cursors')
      .whereIn('source', sources)
      .pluck('logged_until');
    return counted.length > 0 && counted.length === sources.length
      ? Math.min(...counted.map(Number))
      : undefined;
  }

  async sumByTime(
    filter: UsageFilter,
    visibilities: Visibilities,
    interval: Interval,
  ) {
    const choice = chooseSeries(filter, visibilities);
    const points = new Map<number, Counted>();
    let total = nothing;
    for (const part of rangeParts(filter, interval)) {
      const start = `sums.${periods[part.period].column}`;
      const scope = { filter, visibilities };
      const rows = await selectMeters(
        seriesIn(this.#knex, part, choice, scope),
        'sums',
      )
        .select({ start })
        .groupBy(start);
      for (const row of rows) {
        const time = startOf(interval, Number(row.start));
        const counted = { meters: toMeters(row), latency: {} };
        points.set(time, plus(points.get(time) ?? nothing, counted));
        total = plus(total, counted);
      }
    }
    const latencies = await this.#latencies(filter, visibilities, choice);
    const latency = mergeSketches([...latencies.values()]);
    return { points, total: { ...total, latency } };
  }

  async sumCallsByPlan(
    subscriptionId: string,
    from: number,
  ): Promise<Map<string, number>> {
    const rows: Array<{ plan_id: string; calls: number | string }> =
      await this.#knex('usage_records')
        .where({ subscription_id: subscriptionId })
        .where('hour', '>=', from)
        .groupBy('plan_id')
        .select('plan_id')
        .sum({ calls: 'calls' });
    return new Map(rows.map(row => [row.plan_id, Number(row.calls)]));
  }

  async sumByGroup(
    filter: UsageFilter,
    visibilities: Visibilities,
    key: UsageGroupKey,
  ): Promise<UsageGroup[]> {
    const { id, title, table } = groups[key];
    const choice = chooseSeries(filter, visibilities, key);
    const found = new Map<string, UsageGroup>();
    for (const part of rangeParts(filter, largestOf(choice))) {
      const scope = { filter, visibilities };
      const query = seriesIn(this.#knex, part, choice, scope);
      if (table) {
        query.leftJoin(table, `${table}.id`, id);
      }
      const rows = await selectMeters(query, 'sums')
        .select({ group_id: id, group_title: title })
        .groupBy(id, title);
      for (const row of rows) {
        const groupId = String(row.group_id ?? NO_OPERATION);
        const known = found.get(groupId)?.meters;
        const meters = toMeters(row);
        found.set(groupId, {
          id: groupId,
          title: titleOf(key, String(row.group_title ?? groupId)),
          meters: known ? addMeters([known, meters]) : meters,
        });
      }
    }
    return [...found.values()].sort(
      (one, other) => other.meters.calls - one.meters.calls,
    );
  }

  async latenciesByGroup(
    filter: UsageFilter,
    visibilities: Visibilities,
    key: UsageGroupKey,
    ids: string[],
  ): Promise<Map<string, LatencySketch>> {
    const { id: column } = groups[key];
    const choice = chooseSeries(filter, visibilities, key);
    const found = new Map<string, LatencySketch>();
    for (const chunk of inChunks(ids)) {
      const ofChunk = await this.#latencies(filter, visibilities, choice, {
        column,
        ids: chunk,
      });
      ofChunk.forEach((latency, id) => found.set(id, latency));
    }
    return found;
  }

  callingSubscriptions(
    filter: UsageFilter,
    visibilities: Visibilities,
    max: number,
  ) {
    return readCallingSubscriptions(this.#knex, filter, visibilities, max);
  }

  async uncountedAccounts(
    filter: UsageFilter,
    visibilities: Visibilities,
    sources: string[],
  ): Promise<string[]> {
    return readUncountedAccounts(this.#knex, filter, visibilities, sources);
  }

  /** By the column's value; databases cannot add up sketches. */
  async #latencies(
    filter: UsageFilter,
    visibilities: Visibilities,
    choice: SeriesChoice,
    { column, ids }: { column: string; ids?: string[] } = {
      column: 'usage_series.level',
    },
  ): Promise<Map<string, LatencySketch>> {
    const sketches = new Map<string, LatencySketch[]>();
    for (const part of rangeParts(filter, largestOf(choice))) {
      const scope = { filter, visibilities };
      const query = seriesIn(this.#knex, part, choice, scope)
        .whereNotNull('sums.latency')
        .select({ group_id: column, latency: 'sums.latency' });
      if (ids) {
        whereIdIn(query, column, ids);
      }
      for (const { group_id: id, latency } of await query) {
        const key = String(id ?? NO_OPERATION);
        const known = sketches.get(key) ?? [];
        known.push(toSketch(latency));
        sketches.set(key, known);
      }
    }
    return new Map(
      [...sketches].map(([id, parts]) => [id, mergeSketches(parts)]),
    );
  }
}

/** `2xx`; statuses were not counted apart at all times. */
function titleOf(key: UsageGroupKey, title: string): string {
  return key === 'statusClass' && title !== '0' ? `${title}xx` : title;
}

function whereIdIn(query: Knex.QueryBuilder, column: string, ids: string[]) {
  query.where(either => {
    either.whereIn(column, ids);
    if (ids.includes(NO_OPERATION)) {
      either.orWhereNull(column);
    }
  });
}

function largestOf({ level }: SeriesChoice) {
  return level === 'operation' ? 'day' : 'month';
}
