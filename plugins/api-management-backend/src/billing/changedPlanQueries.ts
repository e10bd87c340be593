import { calendarMonth } from '@oaf/rating';
import type { Knex } from 'knex';
import { toTime } from '../database/time';
import type { PlanChangeRow } from '../planChanges/planChangeQueries';
import { readPrice } from '../products/planTerms';
import { toSubscription } from '../subscriptions/subscriptionQueries';
import { billedPlans, countedCalls } from './billedPlans';
import type { PlanPeriod } from './billedPlans';
import type { Accrual } from './BillStore';
import { billId } from './billView';

/** Of the subscriptions of a query: whether they had another plan than their present one in the month. */
export function whereHadOtherPlan(
  query: Knex.QueryBuilder,
  period: string,
  had: boolean,
) {
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
  if (had) {
    query.whereExists(changes as Knex.QueryCallback);
  } else {
    query.whereNotExists(changes as Knex.QueryCallback);
  }
}

/** What such subscriptions used in a month, one for each plan that is not billed yet; few change their plans. */
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
  return rows
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
    since: Number(row.plan_since ?? row.active_at),
    until: endedAt,
  };
  const others = changes.map(change => otherPlan(change, endedAt));
  return billedPlans(calendarMonth(period), [...others, present]).map(
    ({ plan, counted }, index) => ({
      subscription,
      planId: plan.id,
      planTitle: plan.title,
      price: plan.price,
      counted,
      part: index + 1,
      billableCalls: countedCalls(calls, counted),
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
        since: toTime(change.from_since)!,
        until: toTime(change.ended_at),
      }
    : {
        id: change.to_plan_id,
        title: change.to_plan_title,
        price: readPrice(change.to_plan_price ?? ''),
        since: toTime(change.overlap_since)!,
        until: endedAt,
      };
}

/** By subscription and plan. */
export async function billableCallsByPlan(
  knex: Knex,
  subscriptionIds: string[],
  period: string,
): Promise<Map<string, Map<string, number>>> {
  const { start, end } = calendarMonth(period);
  const rows: any[] = await knex('usage_records')
    .whereIn('subscription_id', subscriptionIds)
    .where('hour', '>=', start)
    .where('hour', '<', end)
    .groupBy('subscription_id', 'plan_id')
    .select('subscription_id', 'plan_id')
    .sum({ calls: 'billable_calls' });
  const calls = new Map<string, Map<string, number>>();
  for (const row of rows) {
    const plans = calls.get(row.subscription_id) ?? new Map();
    calls.set(row.subscription_id, plans.set(row.plan_id, Number(row.calls)));
  }
  return calls;
}
