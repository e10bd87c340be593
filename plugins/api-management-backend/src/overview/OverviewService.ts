import {
  accountReadPermission,
  subscriptionApprovePermission,
} from '@oaf/backstage-plugin-api-management-common';
import type { Overview } from '@oaf/backstage-plugin-api-management-common';
import { subscriptionResourceRef } from '@oaf/backstage-plugin-api-management-node';
import type { AccessControl } from '../authorization/AccessControl';
import type { Caller } from '../authorization/Caller';
import type { BillingService } from '../billing/BillingService';
import type { CredentialStore } from '../credentials/CredentialStore';
import { isoTime } from '../database/time';
import type { PlanChangeStore } from '../planChanges/PlanChangeStore';
import type { RegionStore } from '../discovery/RegionStore';
import type { SubscriptionService } from '../subscriptions/SubscriptionService';
import type { SubscriptionStore } from '../subscriptions/SubscriptionStore';
import { startOf } from '../usage/intervals';
import type { UsageService } from '../usage/UsageService';

const EXPIRY_WARNING_MS = 30 * 86_400_000;
const TOP_PRODUCTS = 5;

export class OverviewService {
  readonly #subscriptions: SubscriptionStore;
  readonly #subscriptionService: SubscriptionService;
  readonly #planChanges: PlanChangeStore;
  readonly #regions: RegionStore;
  readonly #credentials: CredentialStore;
  readonly #usage: UsageService;
  readonly #billing: BillingService;
  readonly #access: AccessControl;

  constructor(options: {
    subscriptionStore: SubscriptionStore;
    subscriptions: SubscriptionService;
    planChangeStore: PlanChangeStore;
    regionStore: RegionStore;
    credentialStore: CredentialStore;
    usage: UsageService;
    billing: BillingService;
    access: AccessControl;
  }) {
    this.#subscriptions = options.subscriptionStore;
    this.#subscriptionService = options.subscriptions;
    this.#planChanges = options.planChangeStore;
    this.#regions = options.regionStore;
    this.#credentials = options.credentialStore;
    this.#usage = options.usage;
    this.#billing = options.billing;
    this.#access = options.access;
  }

  async get(caller: Caller): Promise<Overview> {
    await this.#access.require(caller, accountReadPermission);
    const waiting = await this.#waiting(caller);
    const waitingChanges = await this.#planChanges.count(
      { state: ['requested'] },
      [await this.#approvable(caller)],
    );
    const today = await this.#usage.get(caller, {
      side: 'provider',
      from: new Date(startOf('day', Date.now())),
      groupBy: 'product',
    });
    return {
      waitingApprovals: waiting.totalItems + waitingChanges,
      oldestWaitingSince:
        waiting.items[0] && isoTime(waiting.items[0].requestedAt),
      callsToday: today.totals.calls,
      errorsToday: today.totals.clientErrors + today.totals.serverErrors,
      revenueThisMonth: await this.#billing.totals(caller, 'provider'),
      accountsNotFresh: await this.#regions.countNotFresh(),
      expiringCredentials: await this.#credentials.countExpiring(
        await this.#subscriptionService.visibilities(caller, 'provider'),
        Date.now() + EXPIRY_WARNING_MS,
      ),
      topProducts: today.groups
        .slice(0, TOP_PRODUCTS)
        .map(({ id, title, counts }) => ({ id, title, calls: counts.calls })),
    };
  }

  #approvable(caller: Caller) {
    return this.#access.visibility(
      caller,
      subscriptionApprovePermission,
      subscriptionResourceRef,
    );
  }

  async #waiting(caller: Caller) {
    const visibility = await this.#approvable(caller);
    return this.#subscriptions.list({ state: ['requested'] }, [visibility], {
      limit: 1,
      orderBy: 'requestedAt:asc',
    });
  }
}
