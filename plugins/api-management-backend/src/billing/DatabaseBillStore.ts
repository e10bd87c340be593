import { calendarMonth, calendarMonthOf, fromMicros } from '@oaf/rating';
import type { Money } from '@oaf/rating';
import type { SubscriptionFilter } from '@oaf/backstage-plugin-api-management-node';
import type { Knex } from 'knex';
import { inChunks } from '../database/inChunks';
import { readPrice } from '../products/planTerms';
import type { Visibility } from '../authorization/AccessControl';
import {
  subscriptionColumns,
  toSubscription,
} from '../subscriptions/subscriptionQueries';
import {
  accruingSubscriptions,
  activeSubscriptions,
  billableCallsOf,
  billedUsage,
  daysOfTerm,
} from './accrualQueries';
import type {
  Accrual,
  AccrualGroup,
  BillFilter,
  BillStore,
  ClosedBill,
  Range,
} from './BillStore';
import { countedCalls } from './billedPlans';
import {
  AGREED_PRICE,
  billableCallsByPlan,
  readChangedAccruals,
  whereRatedAlone,
} from './changedPlanQueries';
import {
  closedBills,
  fromClosedBill,
  readCounted,
  toClosedBill,
} from './closedBillQueries';

type Visibilities = Array<Visibility<SubscriptionFilter>>;

/** SQLite takes at most 999 variables per statement on older builds. */
const ROWS_PER_INSERT = 40;
const ROWS_PER_READ = 500;

export class DatabaseBillStore implements BillStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async countClosed(filter: BillFilter, visibilities: Visibilities) {
    return count(closedBills(this.#knex, filter, visibilities));
  }

  async listClosed(
    filter: BillFilter,
    visibilities: Visibilities,
    { offset, limit }: Range,
  ): Promise<ClosedBill[]> {
    const rows = await closedBills(this.#knex, filter, visibilities)
      .select('bills.*', 'api_products.state as product_state')
      .orderBy('bills.active_at', 'desc')
      .orderBy('bills.id')
      .offset(offset)
      .limit(limit);
    return rows.map(toClosedBill);
  }

  async sumClosed(
    filter: BillFilter,
    visibilities: Visibilities,
  ): Promise<Money[]> {
    const rows: Array<{ currency: string; micros: string }> = await closedBills(
      this.#knex,
      filter,
      visibilities,
    )
      .groupBy('bills.currency')
      .orderBy('bills.currency')
      .select(
        'bills.currency',
        // As text, because a driver may make a float of a large sum.
        this.#knex.raw('cast(sum(bills.total_micros) as char(40)) as micros'),
      );
    return rows.map(({ currency, micros }) => ({
      currency,
      amount: fromMicros(micros.trim(), currency),
    }));
  }

  async countAccruals(filter: BillFilter, visibilities: Visibilities) {
    return count(accruingSubscriptions(this.#knex, filter, visibilities));
  }

  async listAccruals(
    filter: BillFilter,
    visibilities: Visibilities,
    { offset, limit }: Range,
  ): Promise<Accrual[]> {
    const page = accruingSubscriptions(this.#knex, filter, visibilities)
      .orderBy('subscriptions.active_at', 'desc')
      .orderBy('subscriptions.id')
      .offset(offset)
      .limit(limit);
    return this.#readAccruals(page, filter.period);
  }

  async listAccrualsAfter(
    subscriptionId: string,
    period: string,
    limit: number,
  ) {
    const page = accruingSubscriptions(this.#knex, { period }, [])
      .where('subscriptions.id', '>', subscriptionId)
      .orderBy('subscriptions.id')
      .limit(limit);
    return this.#readAccruals(page, period);
  }

  /** Calls are counted of the page alone: a database that sorts would count those of all first. */
  async #readAccruals(page: Knex.QueryBuilder, period: string) {
    const rows = await this.#terms(page);
    const calls = await billableCallsByPlan(
      this.#knex,
      rows.map(({ id }: { id: string }) => id),
      period,
    );
    return rows.map((row: any) =>
      toAccrual(row, countedCalls(calls.get(row.id) ?? new Map(), null)),
    );
  }

  async listChangedAccruals(
    filter: BillFilter,
    visibilities: Visibilities,
  ): Promise<Accrual[]> {
    const query = activeSubscriptions(this.#knex, filter, visibilities);
    whereRatedAlone(query, filter.period, true);
    const rows = await this.#terms(query)
      .orderBy('subscriptions.active_at', 'desc')
      .orderBy('subscriptions.id');
    const accruals: Accrual[] = [];
    for (const some of inChunks(rows, ROWS_PER_READ)) {
      accruals.push(
        ...(await readChangedAccruals(this.#knex, some, filter.period)),
      );
    }
    return accruals;
  }

  #terms(query: Knex.QueryBuilder): Knex.QueryBuilder {
    return query
      .select(subscriptionColumns)
      .select(this.#knex.raw(`${AGREED_PRICE} as agreed_price`))
      .select('plans.title as current_title');
  }

  async groupAccruals(
    filter: BillFilter,
    visibilities: Visibilities,
  ): Promise<AccrualGroup[]> {
    const each = accruingSubscriptions(this.#knex, filter, visibilities)
      .select(this.#knex.raw(`${AGREED_PRICE} as price`))
      .select({
        calls: billableCallsOf(this.#knex, 'subscriptions.id', filter.period),
        ...daysOfTerm(this.#knex, filter.period),
      });
    const rows = await this.#knex
      .from(each.as('accruals'))
      .whereNotNull('price')
      .groupBy('price', 'calls', 'since', 'until')
      .select('price', 'calls', 'since', 'until')
      .count({ subscriptions: '*' });
    return rows.map((row: any) => ({
      price: readPrice(row.price),
      billableCalls: Number(row.calls),
      trialCalls: 0,
      term: toTerm(row.since, row.until),
      subscriptions: Number(row.subscriptions),
    }));
  }

  async listBilledUsage(billId: string) {
    const bill = await this.#knex('bills').where({ id: billId }).first();
    return bill ? billedUsage(this.#knex, toClosedBill(bill)) : [];
  }

  async close(bills: ClosedBill[]): Promise<string[]> {
    const taken: string[] = [];
    for (const chunk of inChunks(bills, ROWS_PER_INSERT)) {
      await this.#knex('bills')
        .insert(chunk.map(fromClosedBill))
        .onConflict('id')
        .ignore();
      taken.push(...(await this.#idsOfOthers(chunk)));
    }
    return taken;
  }

  async #idsOfOthers(bills: ClosedBill[]): Promise<string[]> {
    const ids = bills.map(({ id }) => id);
    const rows: Array<{ id: string; subscription_id: string }> =
      await this.#knex('bills')
        .whereIn('id', ids)
        .select('id', 'subscription_id');
    const owners = new Map(rows.map(row => [row.id, row.subscription_id]));
    return bills
      .filter(({ id, subscriptionId }) => owners.get(id) !== subscriptionId)
      .map(({ id }) => id);
  }

  async listOpenPeriods(until: string): Promise<string[]> {
    const row = await this.#knex('subscriptions')
      .min({ first: 'active_at' })
      .first();
    if (!row?.first) {
      return [];
    }
    const closed = await this.#knex('closed_periods').pluck('period');
    return monthsBetween(calendarMonthOf(Number(row.first)), until).filter(
      period => !closed.includes(period),
    );
  }

  async closePeriod(period: string): Promise<void> {
    await this.#knex('closed_periods')
      .insert({ period, closed_at: Date.now() })
      .onConflict('period')
      .ignore();
  }

  async noteLateCalls(period: string) {
    const rows = await this.#knex('bills')
      .where({ period })
      .select('id', 'subscription_id', 'billable_calls', 'late_calls')
      .select('counted_plans')
      .select({
        counted: billableCallsOf(this.#knex, 'bills.subscription_id', period),
      });
    const byPlan = await billableCallsByPlan(
      this.#knex,
      rows
        .filter((row: any) => row.counted_plans !== null)
        .map((row: any) => row.subscription_id),
      period,
    );
    const countedNow = (row: any) =>
      row.counted_plans === null
        ? Number(row.counted)
        : countedCalls(
            byPlan.get(row.subscription_id) ?? new Map(),
            readCounted(row.counted_plans),
          );
    const late = rows
      .map((row: any) => ({
        id: row.id as string,
        noted: Number(row.late_calls),
        lateCalls: countedNow(row) - Number(row.billable_calls),
      }))
      .filter(({ noted, lateCalls }) => noted !== lateCalls);
    for (const { id, lateCalls } of late) {
      await this.#knex('bills').where({ id }).update({ late_calls: lateCalls });
    }
    return late.map(({ id, lateCalls }) => ({ id, lateCalls }));
  }
}

async function count(query: Knex.QueryBuilder): Promise<number> {
  const [{ total }] = await query.count({ total: '*' });
  return Number(total);
}

function toAccrual(row: any, billableCalls: number): Accrual {
  return {
    subscription: toSubscription(row),
    planId: row.plan_id,
    counted: null,
    part: 1,
    planTitle: row.current_title ?? row.plan_title ?? row.plan_id,
    planVersion: row.price_version ?? undefined,
    price: readPrice(row.agreed_price),
    billableCalls,
    trialCalls: 0,
    term: toTerm(row.active_at, row.ended_at),
  };
}

/** Of a subscription that had one plan all the time. */
function toTerm(
  since: number | string,
  until: number | string | null,
): Accrual['term'] {
  const subscribedAt = Number(since);
  const span =
    until === null
      ? { since: subscribedAt }
      : { since: subscribedAt, until: Number(until) };
  return { spans: [span], subscribedAt };
}

/** Both ends included. */
function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  for (
    let month = first;
    month <= last;
    month = calendarMonthOf(calendarMonth(month).end)
  ) {
    months.push(month);
  }
  return months;
}
