import { readPrice } from '../products/planTerms';
import { toTime } from '../database/time';
import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';
import { insertEvent } from '../subscriptions/subscriptionEventQueries';
import type { AgreedPlan, StoredPlanChange } from './PlanChangeStore';

export type PlanChangeRow = {
  id: string;
  subscription_id: string;
  live_key: string | null;
  state: StoredPlanChange['state'];
  from_plan_id: string;
  from_plan_title: string;
  from_plan_price: string | null;
  from_price_version: number | null;
  from_since: number | string | null;
  to_plan_id: string;
  to_plan_title: string;
  to_plan_price: string | null;
  to_price_version: number | null;
  overlap_hours: number;
  purpose: string | null;
  requested_by: string;
  requested_at: number | string;
  decided_by: string | null;
  decided_at: number | string | null;
  reason: string | null;
  overlap_since: number | string | null;
  overlap_until: number | string | null;
  ended_at: number | string | null;
};

const toPlan = (
  id: string,
  title: string,
  price: string | null,
  version: number | null,
): AgreedPlan => ({
  id,
  title,
  price: price === null ? null : readPrice(price),
  version: version ?? undefined,
});

export function toPlanChange(row: PlanChangeRow): StoredPlanChange {
  return {
    id: row.id,
    subscriptionId: row.subscription_id,
    state: row.state,
    from: toPlan(
      row.from_plan_id,
      row.from_plan_title,
      row.from_plan_price,
      row.from_price_version,
    ),
    to: toPlan(
      row.to_plan_id,
      row.to_plan_title,
      row.to_plan_price,
      row.to_price_version,
    ),
    overlapHours: row.overlap_hours,
    purpose: row.purpose,
    requestedBy: row.requested_by,
    requestedAt: toTime(row.requested_at),
    decidedBy: row.decided_by,
    decidedAt: toTime(row.decided_at),
    reason: row.reason,
    overlapSince: toTime(row.overlap_since),
    overlapUntil: toTime(row.overlap_until),
    endedAt: toTime(row.ended_at),
  };
}

/** The subscription ends, and with it a change of its plan. */
export async function stopPlanChange(trx: Transaction, subscriptionId: string) {
  const row: PlanChangeRow | undefined = await trx('plan_changes')
    .where({ live_key: subscriptionId })
    .first();
  if (row) {
    await trx('plan_changes')
      .where({ id: row.id })
      .update({ state: 'stopped', live_key: null, ended_at: Date.now() });
    await insertEvent(trx, subscriptionId, {
      type: 'plan-change-stopped',
      data: { plans: { from: row.from_plan_title, to: row.to_plan_title } },
    });
  }
}
