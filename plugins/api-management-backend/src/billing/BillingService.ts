import { calendarMonth, calendarMonthOf, multiply, sum } from '@oaf/rating';
import type { Money } from '@oaf/rating';
import type {
  Bill,
  BillPage,
} from '@oaf/backstage-plugin-api-management-common';
import type { SubscriptionFilter } from '@oaf/backstage-plugin-api-management-node';
import type { Caller } from '../authorization/Caller';
import type { Visibility } from '../authorization/AccessControl';
import { rangeOf } from '../database/page';
import type { PageRequest } from '../database/page';
import { ownersFor } from '../subscriptions/SubscriptionService';
import type {
  Side,
  SubscriptionService,
} from '../subscriptions/SubscriptionService';
import type { Accrual, AccrualGroup, BillFilter, BillStore } from './BillStore';
import { accruingBill, closedBill } from './billView';
import { rateTerms } from './rateTerms';

export type BillQuery = PageRequest & {
  side?: Side;
  period?: string;
  subscriptionId?: string;
  applicationId?: string;
  productId?: string;
};

type Scope = [BillFilter, Array<Visibility<SubscriptionFilter>>];

const toGroup = (accrual: Accrual): AccrualGroup => ({
  ...accrual,
  subscriptions: 1,
});

/**
 * Shows bills: those of the running month as they stand, those of closed months as they were closed. Between the end of a
 * month and its closing there are both kinds.
 */
export class BillingService {
  readonly #subscriptions: SubscriptionService;
  readonly #bills: BillStore;

  constructor(options: {
    subscriptions: SubscriptionService;
    billStore: BillStore;
  }) {
    this.#subscriptions = options.subscriptions;
    this.#bills = options.billStore;
  }

  /** One page of bills, and the totals of all pages. */
  async list(caller: Caller, query: BillQuery): Promise<BillPage> {
    const range = rangeOf(query);
    const scope = await this.#scope(caller, query);
    if (isToCome(scope[0])) {
      return { items: [], totalItems: 0, totals: [] };
    }
    const plain = await this.#bills.countAccruals(...scope);
    const changed = await this.#bills.listChangedAccruals(...scope);
    const closed = await this.#bills.countClosed(...scope);
    return {
      items: await this.#page(scope, { plain, changed }, range),
      totalItems: plain + changed.length + closed,
      totals: await this.#totals(scope, changed),
    };
  }

  /** What all bills of the running month come to. */
  async totals(caller: Caller, side: Side): Promise<Money[]> {
    const scope = await this.#scope(caller, { side });
    const changed = await this.#bills.listChangedAccruals(...scope);
    return this.#totals(scope, changed);
  }

  async #scope(caller: Caller, query: BillQuery): Promise<Scope> {
    const { subscriptionId, applicationId, productId, side } = query;
    const filter = {
      subscriptionId,
      applicationId,
      productId,
      period: query.period ?? calendarMonthOf(Date.now()),
      applicationOwners: ownersFor(caller, side),
    };
    return [filter, await this.#subscriptions.visibilities(caller, side)];
  }

  /** The bills that are not closed come first. */
  async #page(
    scope: Scope,
    { plain, changed }: { plain: number; changed: Accrual[] },
    { offset, limit }: { offset: number; limit: number },
  ): Promise<Bill[]> {
    const [{ period }] = scope;
    const open =
      offset < plain
        ? await this.#bills.listAccruals(...scope, { offset, limit })
        : [];
    const first = Math.max(0, offset - plain);
    open.push(...changed.slice(first, first + limit - open.length));
    const closed = await this.#bills.listClosed(...scope, {
      offset: Math.max(0, offset - plain - changed.length),
      limit: limit - open.length,
    });
    return [
      ...open.map(accrual => accruingBill(accrual, period)),
      ...closed.map(closedBill),
    ];
  }

  async #totals(scope: Scope, changed: Accrual[]): Promise<Money[]> {
    const [{ period }] = scope;
    const groups = await this.#bills.groupAccruals(...scope);
    return sum([
      ...[...groups, ...changed.map(toGroup)].flatMap(group =>
        totalOf(group, period),
      ),
      ...(await this.#bills.sumClosed(...scope)),
    ]);
  }
}

function isToCome({ period }: BillFilter): boolean {
  return calendarMonth(period).start > Date.now();
}

function totalOf(group: AccrualGroup, period: string): Money[] {
  const { price, subscriptions } = group;
  const { currency, total, problem } = rateTerms(price, period, group);
  return problem ? [] : [multiply({ currency, amount: total }, subscriptions)];
}
