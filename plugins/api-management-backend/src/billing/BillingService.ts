import { calendarMonth, calendarMonthOf, rate, sum } from '@oaf/rating';
import type {
  Bill,
  BillPage,
  Plan,
} from '@oaf/backstage-plugin-api-management-common';
import type { Caller } from '../authorization/Caller';
import { rangeOf } from '../database/page';
import type { PageRequest } from '../database/page';
import type { ProductStore } from '../products/ProductStore';
import { ownersFor } from '../subscriptions/SubscriptionService';
import type {
  Side,
  SubscriptionService,
} from '../subscriptions/SubscriptionService';
import type {
  StoredSubscription,
  SubscriptionStore,
} from '../subscriptions/SubscriptionStore';
import type { UsageStore } from '../usage/UsageStore';
import { usageQueryText } from './usageQueryText';

export type BillQuery = PageRequest & {
  side?: Side;
  period?: string;
  subscriptionId?: string;
  applicationId?: string;
  productId?: string;
};

/** Rates usage into bills. A bill is a function of plan, period and usage records, so anybody can make it again. */
export class BillingService {
  readonly #subscriptions: SubscriptionService;
  readonly #subscriptionStore: SubscriptionStore;
  readonly #products: ProductStore;
  readonly #usage: UsageStore;

  constructor(options: {
    subscriptions: SubscriptionService;
    subscriptionStore: SubscriptionStore;
    productStore: ProductStore;
    usageStore: UsageStore;
  }) {
    this.#subscriptions = options.subscriptions;
    this.#subscriptionStore = options.subscriptionStore;
    this.#products = options.productStore;
    this.#usage = options.usageStore;
  }

  async list(caller: Caller, query: BillQuery): Promise<BillPage> {
    const bills = await this.bills(caller, query);
    const { offset, limit } = rangeOf(query);
    return {
      items: bills.slice(offset, offset + limit),
      totalItems: bills.length,
      totals: sum(
        bills.map(({ currency, total }) => ({ currency, amount: total })),
      ),
    };
  }

  /** All bills of the period: one per subscription that was active in it. */
  async bills(caller: Caller, query: BillQuery): Promise<Bill[]> {
    const period = query.period ?? calendarMonthOf(Date.now());
    const { start, end } = calendarMonth(period);
    if (start > Date.now()) {
      return [];
    }
    const subscriptions = await this.#subscriptionStore.listActiveBetween(
      {
        ...query,
        applicationOwners: ownersFor(caller, query.side),
        from: start,
        to: end,
      },
      await this.#subscriptions.visibilities(caller, query.side),
    );
    const plans = await this.#products.findPlans(
      subscriptions.map(({ planId }) => planId),
    );
    const calls = await this.#usage.billableCalls(
      subscriptions.map(({ id }) => id),
      start,
      end,
    );
    return subscriptions.map(subscription => {
      const plan = plans.find(({ id }) => id === subscription.planId)!;
      return toBill(
        subscription,
        plan,
        period,
        calls.get(subscription.id) ?? 0,
      );
    });
  }
}

function toBill(
  subscription: StoredSubscription,
  plan: Pick<Plan, 'title' | 'price'>,
  period: string,
  billableCalls: number,
): Bill {
  const { lines, total } = rate({
    price: plan.price,
    period,
    usage: { billableCalls },
  });
  const { end } = calendarMonth(period);
  return {
    id: `${subscription.id}/${period}`,
    state: Date.now() < end ? 'open' : 'closed',
    period,
    currency: plan.price.currency,
    total,
    lines: lines.map(line => ({
      ...line,
      query:
        line.type === 'per-unit'
          ? usageQueryText(subscription.id, period)
          : undefined,
    })),
    subscriptionId: subscription.id,
    application: subscription.application,
    product: subscription.product,
    planTitle: plan.title,
  };
}
