import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  UsageEngine,
  UsageRecord,
} from '@oaf/backstage-plugin-api-management-node';
import type {
  GatewayApiKey,
  GatewayApiStore,
} from '../discovery/GatewayApiStore';
import type {
  StoredSubscription,
  SubscriptionStore,
} from '../subscriptions/SubscriptionStore';
import { mergeUsage } from './mergeUsage';
import type { StoredUsage, UsageStore } from './UsageStore';

/** Told the hours (epoch milliseconds at their starts) that were counted anew. */
export type OnCounted = (hours: number[]) => Promise<void>;

/** Counts the hours in which access log records of one source arrived, and only those. */
export class UsageCollector {
  readonly #source: string;
  readonly #engine: UsageEngine;
  readonly #store: UsageStore;
  readonly #apis: GatewayApiStore;
  readonly #subscriptions: SubscriptionStore;
  readonly #logger: LoggerService;
  readonly #onCounted: OnCounted;

  constructor(options: {
    /** Type of the gateway driver. */
    source: string;
    engine: UsageEngine;
    usageStore: UsageStore;
    gatewayApiStore: GatewayApiStore;
    subscriptionStore: SubscriptionStore;
    logger: LoggerService;
    onCounted: OnCounted;
  }) {
    this.#source = options.source;
    this.#engine = options.engine;
    this.#store = options.usageStore;
    this.#apis = options.gatewayApiStore;
    this.#subscriptions = options.subscriptionStore;
    this.#logger = options.logger;
    this.#onCounted = options.onCounted;
  }

  async collect(signal: AbortSignal): Promise<void> {
    const { hours, cursor, loggedUntil } = await this.#engine.changedHours({
      cursor: await this.#store.readCursor(this.#source),
      signal,
    });
    const records: UsageRecord[] = [];
    for (const hour of hours) {
      records.push(
        ...(await this.#engine.aggregateHours([hour], { routes: [], signal })),
      );
    }
    await this.#store.replaceHours(
      this.#source,
      hours,
      await this.#resolve(records),
      { cursor, loggedUntil },
    );
    await this.#onCounted(hours);
  }

  /** Gateways know their own identifiers only. */
  async #resolve(records: UsageRecord[]): Promise<StoredUsage[]> {
    const apis = await this.#apis.findByKeys(this.#source, records);
    const apiIds = new Map(apis.map(api => [apiKey(api), api.id]));
    const found = await this.#subscriptions.findByIds([
      ...new Set(records.map(record => record.subscriptionId)),
    ]);
    const subscriptions = new Map(found.map(each => [each.id, each]));
    return mergeUsage(
      records.flatMap(record => {
        const gatewayApiId = apiIds.get(apiKey(record));
        const subscription = subscriptions.get(record.subscriptionId);
        if (!gatewayApiId || !subscription) {
          this.#logger.warn(
            `Usage of subscription ${record.subscriptionId} at API ${record.apiId} belongs to nothing known`,
          );
          return [];
        }
        return [toUsage(record, gatewayApiId, subscription)];
      }),
    );
  }
}

function apiKey(key: GatewayApiKey): string {
  return JSON.stringify([key.accountId, key.region, key.apiId, key.stage]);
}

function toUsage(
  record: UsageRecord,
  gatewayApiId: string,
  subscription: StoredSubscription,
): StoredUsage {
  return {
    subscriptionId: subscription.id,
    gatewayApiId,
    applicationId: subscription.application.id,
    productId: subscription.product.id,
    planId: record.planId ?? subscription.planId,
    hour: record.hour,
    meters: record.meters,
  };
}
