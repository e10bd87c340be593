import { calendarMonth } from '@oaf/rating';
import type { Knex } from 'knex';
import type { SubscriptionFilter } from '@oaf/backstage-plugin-api-management-node';
import type { Visibility } from '../authorization/AccessControl';
import {
  narrowSubscriptions,
  seeSubscriptions,
  subscriptionsWithOwners,
} from '../subscriptions/subscriptionQueries';
import { whereRatedAlone } from './changedPlanQueries';
import type { BillFilter, ClosedBill } from './BillStore';

/** Subscriptions that were active in the month by one plan and have no closed bill for it. */
export function accruingSubscriptions(
  knex: Knex,
  filter: BillFilter,
  visibilities: Array<Visibility<SubscriptionFilter>>,
): Knex.QueryBuilder {
  const query = activeSubscriptions(knex, filter, visibilities)
    .leftJoin('bills', on =>
      on
        .on('bills.subscription_id', 'subscriptions.id')
        .andOnVal('bills.period', filter.period),
    )
    .whereNull('bills.id');
  whereRatedAlone(query, filter.period, false);
  return query;
}

/** Subscriptions that were active in the month. */
export function activeSubscriptions(
  knex: Knex,
  filter: BillFilter,
  visibilities: Array<Visibility<SubscriptionFilter>>,
): Knex.QueryBuilder {
  const query = subscriptionsWithOwners(knex).leftJoin(
    'plans',
    'plans.id',
    'subscriptions.plan_id',
  );
  wasActiveIn(query, filter.period);
  if (filter.subscriptionId) {
    query.where('subscriptions.id', filter.subscriptionId);
  }
  narrowSubscriptions(query, filter);
  seeSubscriptions(query, visibilities);
  return query;
}

/** Both times are half-open: who ends in the first instant of a month was not active in it. */
function wasActiveIn(query: Knex.QueryBuilder, period: string) {
  const { start, end } = calendarMonth(period);
  query
    .where('subscriptions.active_at', '<', end)
    .where(ended =>
      ended
        .whereNull('subscriptions.ended_at')
        .orWhere(later =>
          later
            .where('subscriptions.ended_at', '>', start)
            .whereRaw('subscriptions.ended_at > subscriptions.active_at'),
        ),
    );
}

/** Billable calls of each subscription in the month, as a value of the row. */
export function billableCallsOf(
  knex: Knex,
  subscriptionColumn: string,
  period: string,
): Knex.QueryBuilder {
  const { start, end } = calendarMonth(period);
  return knex('usage_records')
    .whereRaw('usage_records.subscription_id = ??', [subscriptionColumn])
    .where('usage_records.hour', '>=', start)
    .where('usage_records.hour', '<', end)
    .select(knex.raw('coalesce(sum(usage_records.billable_calls), 0)'));
}

const DAY_MS = 86_400_000;

/**
 * When a subscription had its plan, as far as a price depends on it in a month: the days of begin and end that lie in it.
 * Whoever began before is as good as another who did.
 */
export function daysOfTerm(knex: Knex, period: string) {
  const { start, end } = calendarMonth(period);
  const roundedUp = `subscriptions.ended_at + ${DAY_MS - 1}`;
  return {
    since: knex.raw(
      `case when subscriptions.active_at < ? then ${start - 1}
        else subscriptions.active_at - subscriptions.active_at % ${DAY_MS} end`,
      [start],
    ),
    until: knex.raw(
      `case when subscriptions.ended_at <= ?
        then ${roundedUp} - (${roundedUp}) % ${DAY_MS} end`,
      [end],
    ),
  };
}

/** By the hour and plan. */
export async function billedUsage(
  knex: Knex,
  { subscriptionId, period, counted }: ClosedBill,
): Promise<Array<{ hour: number; planId: string; billableCalls: number }>> {
  const { start, end } = calendarMonth(period);
  const query = knex('usage_records')
    .where({ subscription_id: subscriptionId })
    .where('hour', '>=', start)
    .where('hour', '<', end);
  if (counted && 'only' in counted) {
    query.where('plan_id', counted.only);
  } else if (counted) {
    query.whereNotIn('plan_id', counted.except);
  }
  const rows: any[] = await query
    .groupBy('hour', 'plan_id')
    .orderBy([{ column: 'hour' }, { column: 'plan_id' }])
    .select('hour', 'plan_id')
    .sum({ calls: 'billable_calls' });
  return rows.map(row => ({
    hour: Number(row.hour),
    planId: row.plan_id,
    billableCalls: Number(row.calls),
  }));
}
