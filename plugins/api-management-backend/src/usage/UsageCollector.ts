import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  UsageEngine,
  UsageRecord,
} from '@oaf/backstage-plugin-api-management-node';
import type { GatewayApiStore } from '../discovery/GatewayApiStore';
import type { SubscriptionStore } from '../subscriptions/SubscriptionStore';
import type { StoredUsage, UsageStore } from './UsageStore';

/** Counts the hours in which access log records arrived, and only those. */
export class UsageCollector {
  readonly #engine: UsageEngine;
  readonly #store: UsageStore;
  readonly #apis: GatewayApiStore;
  readonly #subscriptions: SubscriptionStore;
  readonly #logger: LoggerService;

  constructor(options: {
    engine: UsageEngine;
    usageStore: UsageStore;
    gatewayApiStore: GatewayApiStore;
    subscriptionStore: SubscriptionStore;
    logger: LoggerService;
  }) {
    this.#engine = options.engine;
    this.#store = options.usageStore;
    this.#apis = options.gatewayApiStore;
    this.#subscriptions = options.subscriptionStore;
    this.#logger = options.logger;
  }

  async collect(signal: AbortSignal): Promise<void> {
    const last = await this.#store.readCursor();
    const { hours, ...next } = await this.#engine.changedHours({
      cursor: last?.cursor,
      signal,
    });
    const records: UsageRecord[] = [];
    for (const hour of hours) {
      records.push(...(await this.#engine.aggregateHour(hour, { signal })));
    }
    await this.#store.replaceHours(hours, await this.#resolve(records), next);
  }

  /** Gateways know their own identifiers only. */
  async #resolve(records: UsageRecord[]): Promise<StoredUsage[]> {
    const apis = await this.#apis.findByKeys(records);
    const subscriptions = await this.#subscriptions.findByIds([
      ...new Set(records.map(record => record.subscriptionId)),
    ]);
    return records.flatMap(record => {
      const api = apis.find(
        known =>
          known.accountId === record.accountId &&
          known.region === record.region &&
          known.apiId === record.apiId &&
          known.stage === record.stage,
      );
      const subscription = subscriptions.find(
        ({ id }) => id === record.subscriptionId,
      );
      if (!api || !subscription) {
        this.#logger.warn(
          `Usage of subscription ${record.subscriptionId} at API ${record.apiId} belongs to nothing known`,
        );
        return [];
      }
      return [
        {
          ...record,
          gatewayApiId: api.id,
          applicationId: subscription.application.id,
          productId: subscription.product.id,
        },
      ];
    });
  }
}
