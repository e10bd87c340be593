import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type {
  ChangedHours,
  UsageEngine,
  UsageRecord,
} from '@oaf/backstage-plugin-api-management-node';
import { loggedCounts } from './completeness/LoggedCount';
import type { SubscriptionStore } from '../subscriptions/SubscriptionStore';
import {
  type CountedUsage,
  CountedByOthersError,
  type Rollup,
  type RollupStore,
} from './rollup/RollupStore';
import type { UsageRoutes } from './routes/UsageRoutes';

/** Told the hours (epoch milliseconds at their starts) that were counted anew. */
export type OnCounted = (hours: number[]) => Promise<void>;

/** So many hours are counted in one step at most: what is cut off is not done again from the beginning. */
const MOST_HOURS = 24;
const HOURS_AT_FIRST = 2;

/** A step has as many hours as are likely to have so many records, which are in memory at once. */
const RECORDS_PER_STEP = 10_000;

type OfSubscription = UsageRecord & { subscriptionId: string };

const isOfSubscription = (record: UsageRecord): record is OfSubscription =>
  record.subscriptionId !== null;

const MOST_TOLD = 10;

const hoursWith = (records: number, hours: number) =>
  Math.min(
    MOST_HOURS,
    Math.max(1, Math.floor((RECORDS_PER_STEP * hours) / Math.max(1, records))),
  );

/** Counts the hours in which access log records of one source arrived, and only those. */
export class UsageCollector {
  readonly #source: string;
  readonly #engine: UsageEngine;
  readonly #store: RollupStore;
  readonly #routes: UsageRoutes;
  readonly #subscriptions: SubscriptionStore;
  readonly #logger: LoggerService;
  readonly #graceMs: number;
  readonly #onCounted: OnCounted;

  constructor(options: {
    /** Type of the gateway driver. */
    source: string;
    engine: UsageEngine;
    rollupStore: RollupStore;
    routes: UsageRoutes;
    subscriptionStore: SubscriptionStore;
    logger: LoggerService;
    config: { usage: { graceMs: number } };
    onCounted: OnCounted;
  }) {
    this.#source = options.source;
    this.#engine = options.engine;
    this.#store = options.rollupStore;
    this.#routes = options.routes;
    this.#subscriptions = options.subscriptionStore;
    this.#logger = options.logger;
    this.#graceMs = options.config.usage.graceMs;
    this.#onCounted = options.onCounted;
  }

  /** May run in several replicas at once, be cut off anywhere, and be run again. */
  async collect(signal: AbortSignal): Promise<void> {
    try {
      const rollup = await this.#store.read(this.#source);
      const changed = await this.#changedHours(rollup, signal);
      this.#tellLeftOut(rollup, changed);
      await this.#countPending(
        await this.#store.noteChanged(rollup, changed),
        signal,
      );
    } catch (error) {
      if (!(error instanceof CountedByOthersError)) {
        throw error;
      }
      this.#logger.debug(error.message);
    }
  }

  async #countPending(from: Rollup, signal: AbortSignal): Promise<void> {
    let rollup = from;
    let hours = await this.#store.pending(this.#source, HOURS_AT_FIRST);
    if (hours.length === 0) {
      return;
    }
    const routes = await this.#routes.of(this.#source, signal);
    while (hours.length > 0) {
      signal.throwIfAborted();
      const records = await this.#engine.aggregateHours(hours, {
        routes,
        signal,
      });
      rollup = await this.#store.replaceHours(
        rollup,
        hours,
        await this.#resolve(records),
        {
          graceMs: this.#graceMs,
          now: Date.now(),
          logged: loggedCounts(records),
        },
      );
      await this.#onCounted(hours);
      hours = await this.#store.pending(
        this.#source,
        hoursWith(records.length, hours.length),
      );
    }
  }

  /** An engine that took another one's place cannot read its cursor, and counts what the log still has. */
  async #changedHours(
    { cursor }: Rollup,
    signal: AbortSignal,
  ): Promise<ChangedHours> {
    try {
      return await this.#engine.changedHours({ cursor, signal });
    } catch (error) {
      if (cursor === undefined || !(error instanceof InputError)) {
        throw error;
      }
      this.#logger.warn(
        `The access log of ${this.#source} is counted from its beginning: ${
          error.message
        }`,
      );
      return this.#engine.changedHours({ signal });
    }
  }

  #tellLeftOut({ keptFrom }: Rollup, { hours, quarantined }: ChangedHours) {
    const tooOld = hours.filter(hour => hour < keptFrom);
    if (tooOld.length > 0) {
      this.#logger.warn(
        `Access log records of ${this.#source} arrived for ${
          tooOld.length
        } hours that are not kept any more, the first of them ${new Date(
          tooOld[0],
        ).toISOString()}; they are not counted`,
      );
    }
    if (quarantined) {
      this.#logger.warn(
        `Access log lines of ${
          this.#source
        } that cannot be read, and were set aside: ${quarantined}`,
      );
    }
  }

  /** Gateways know of subscriptions nothing but their ids. */
  async #resolve(records: UsageRecord[]): Promise<CountedUsage[]> {
    const known = records.filter(isOfSubscription);
    const found = await this.#subscriptions.findByIds([
      ...new Set(known.map(record => record.subscriptionId)),
    ]);
    const subscriptions = new Map(found.map(each => [each.id, each]));
    const unknown = new Set<string>();
    const counted = known.flatMap(record => {
      const { gatewayApiId } = record;
      const subscription = subscriptions.get(record.subscriptionId);
      if (!gatewayApiId || !subscription) {
        unknown.add(
          `Usage of subscription ${record.subscriptionId} at API ${record.apiId} belongs to nothing known`,
        );
        return [];
      }
      return [
        {
          source: this.#source,
          subscriptionId: subscription.id,
          applicationId: subscription.application.id,
          productId: subscription.product.id,
          planId: record.planId ?? subscription.planId,
          gatewayApiId,
          operation: record.operation,
          statusClass: record.statusClass,
          hour: record.hour,
          meters: record.meters,
          latency: record.latency,
        },
      ];
    });
    this.#tellUnknown([...unknown]);
    return counted;
  }

  /** An API that was forgotten has the calls of all its subscriptions belong to nothing. */
  #tellUnknown(texts: string[]) {
    texts.slice(0, MOST_TOLD).forEach(text => this.#logger.warn(text));
    const more = texts.length - MOST_TOLD;
    if (more > 0) {
      this.#logger.warn(`${more} more are like this; none is counted`);
    }
  }
}
