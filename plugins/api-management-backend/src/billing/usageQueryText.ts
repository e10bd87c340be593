import { calendarMonth } from '@oaf/rating';
import type { CountedPlans } from './billedPlans';

const planCondition = (counted: CountedPlans) =>
  'only' in counted
    ? `and plan_id = '${counted.only}'`
    : `and plan_id not in (${counted.except.map(id => `'${id}'`).join(', ')})`;

/** The statement that gives the quantity of a per-call line, to run against the usage records by hand. */
export function usageQueryText({
  subscriptionId,
  period,
  counted,
}: {
  subscriptionId: string;
  period: string;
  counted: CountedPlans | null;
}): string {
  const { start, end } = calendarMonth(period);
  return [
    'select sum(billable_calls) from usage_records',
    `where subscription_id = '${subscriptionId}'`,
    `and hour >= ${start} and hour < ${end}`,
    ...(counted ? [planCondition(counted)] : []),
  ].join(' ');
}
