import { calendarMonth, LONGEST_TRIAL_MS, trialEnd } from '@oaf/rating';
import type { Interval } from '@oaf/rating';
import type { Knex } from 'knex';
import { toTime } from '../database/time';
import type { PlanChangeRow } from '../planChanges/planChangeQueries';
import { readPrice } from '../products/planTerms';
import { toSubscription } from '../subscriptions/subscriptionQueries';
import { billedPlans, countedCalls } from './billedPlans';
import type { PlanPeriod } from './billedPlans';
import type { Accrual } from './BillStore';
import { billId } from './billView';

/** The price that was agreed; of subscriptions that are older than this, the plan's. */
export const AGREED_PRICE = 'coalesce(subscriptions.plan_price, plans.price)';

/**
 * Of the subscriptions of a query: whether they are rated one by one, because they had another plan than their present
 * one in the month, or may be in a trial, whose calls are counted apart.
 */
export function whereRatedAlone(
  query: Knex.QueryBuilder,
  period: string,
  alone: boolean,
) {
  const { start } = calendarMonth(period);
  const mayBeOnTrial = `(subscriptions.active_at >= ? and coalesce(${AGREED_PRICE}, '') like ?)`;
  const bindings = [start - LONGEST_TRIAL_MS, '%"type":"trial"%'];
  if (alone) {
    query.where(either => {
      either.whereExists(otherPlans(period)).orWhereRaw(mayBeOnTrial, bindings);
    });
  } else {
    query
      .whereNotExists(otherPlans(period))
      .whereRaw(`not ${mayBeOnTrial}`, bindings);
  }
}

function otherPlans(period: string): Knex.QueryCallback {
  const { start, end } = calendarMonth(period);
  const changes = (inner: Knex.QueryBuilder) =>
    inner
      .select('plan_changes.id')
      .from('plan_changes')
      .whereRaw('plan_changes.subscription_id = subscriptions.id')
      .whereNotNull('plan_changes.overlap_since')
      .where(other =>
        other
          .where(left =>
            left
              .where('plan_changes.state', 'finished')
              .where('plan_changes.from_since', '<', end)
              .where('plan_changes.ended_at', '>', start),
          )
          .orWhere(coming =>
            coming
              .whereNot('plan_changes.state', 'finished')
              .where('plan_changes.overlap_since', '<', end),
          ),
      );
  return changes as Knex.QueryCallback;
}

/** What such subscriptions used in a month, one for each plan that is not billed yet; few are rated one by one. */
export async function readChangedAccruals(
  knex: Knex,
  rows: any[],
  period: string,
): Promise<Accrual[]> {
  const ids: string[] = rows.map(({ id }) => id);
  const changes: PlanChangeRow[] = await knex('plan_changes')
    .whereIn('subscription_id', ids)
    .whereNotNull('overlap_since')
    .orderBy('overlap_since');
  const calls = await billableCallsByPlan(knex, ids, period);
  const billed = new Set(
    await knex('bills')
      .whereIn('subscription_id', ids)
      .where({ period })
      .pluck('id'),
  );
  const accruals = rows
    .flatMap(row =>
      toAccruals(
        row,
        changes.filter(change => change.subscription_id === row.id),
        calls.get(row.id) ?? new Map(),
        period,
      ),
    )
    .filter(
      ({ subscription, part }) =>
        !billed.has(billId(subscription.id, period, part)),
    );
  return withTrialCalls(knex, accruals, period);
}

/** A price that cannot be read has none. */
const trialEndOf = ({ price, term }: Accrual) =>
  price ? trialEnd(price, term.subscribedAt) : undefined;

/** Trials end with a day, so there are no more of these times in a month than days. */
async function withTrialCalls(
  knex: Knex,
  accruals: Accrual[],
  period: string,
): Promise<Accrual[]> {
  const { start, end } = calendarMonth(period);
  const until = (accrual: Accrual) =>
    Math.min(trialEndOf(accrual) ?? start, end);
  const ends = new Set(accruals.map(until).filter(time => time > start));
  const calls = new Map<number, CallsByPlan>();
  for (const time of ends) {
    const ids = accruals
      .filter(accrual => until(accrual) === time)
      .map(({ subscription }) => subscription.id);
    calls.set(time, await callsByPlan(knex, ids, { start, end: time }));
  }
  return accruals.map(accrual => ({
    ...accrual,
    trialCalls: countedCalls(
      calls.get(until(accrual))?.get(accrual.subscription.id) ?? new Map(),
      accrual.counted,
    ),
  }));
}

function toAccruals(
  row: any,
  changes: PlanChangeRow[],
  calls: Map<string, number>,
  period: string,
): Accrual[] {
  const subscription = toSubscription(row);
  const { endedAt } = subscription;
  const present: PlanPeriod = {
    id: row.plan_id,
    title: row.current_title ?? row.plan_title ?? row.plan_id,
    price: readPrice(row.agreed_price),
    version: row.price_version ?? undefined,
    since: Number(row.plan_since ?? row.active_at),
    until: endedAt,
  };
  const others = changes.map(change => otherPlan(change, endedAt));
  return billedPlans(calendarMonth(period), [...others, present]).map(
    ({ plan, counted, spans }, index) => ({
      subscription,
      planId: plan.id,
      planTitle: plan.title,
      planVersion: plan.version,
      price: plan.price,
      counted,
      part: index + 1,
      billableCalls: countedCalls(calls, counted),
      trialCalls: 0,
      term: { spans, subscribedAt: subscription.activeAt ?? present.since },
    }),
  );
}

/** The plan of a change that is not the subscription's: the former one once it is finished, the one to come before. */
function otherPlan(change: PlanChangeRow, endedAt: number | null): PlanPeriod {
  return change.state === 'finished'
    ? {
        id: change.from_plan_id,
        title: change.from_plan_title,
        price: readPrice(change.from_plan_price ?? ''),
        version: change.from_price_version ?? undefined,
        since: toTime(change.from_since)!,
        until: toTime(change.ended_at),
      }
    : {
        id: change.to_plan_id,
        title: change.to_plan_title,
        price: readPrice(change.to_plan_price ?? ''),
        version: change.to_price_version ?? undefined,
        since: toTime(change.overlap_since)!,
        until: endedAt,
      };
}

export type CallsByPlan = Map<string, Map<string, number>>;

/** By subscription and plan. */
export function billableCallsByPlan(
  knex: Knex,
  subscriptionIds: string[],
  period: string,
): Promise<CallsByPlan> {
  return callsByPlan(knex, subscriptionIds, calendarMonth(period));
}

export async function callsByPlan(
  knex: Knex,
  subscriptionIds: string[],
  { start, end }: Interval,
): Promise<CallsByPlan> {
  const rows: any[] = await knex('usage_records')
    .whereIn('subscription_id', subscriptionIds)
    .where('hour', '>=', start)
    .where('hour', '<', end)
    .groupBy('subscription_id', 'plan_id')
    .select('subscription_id', 'plan_id')
    .sum({ calls: 'billable_calls' });
  const calls: CallsByPlan = new Map();
  for (const row of rows) {
    const plans = calls.get(row.subscription_id) ?? new Map();
    calls.set(row.subscription_id, plans.set(row.plan_id, Number(row.calls)));
  }
  return calls;
}
