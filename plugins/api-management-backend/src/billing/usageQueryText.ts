import { calendarMonth } from '@oaf/rating';

/** The statement that gives the quantity of a per-call line, to run against the usage records by hand. */
export function usageQueryText(subscriptionId: string, period: string): string {
  const { start, end } = calendarMonth(period);
  return [
    'select sum(billable_calls) from usage_records',
    `where subscription_id = '${subscriptionId}'`,
    `and hour >= ${start} and hour < ${end}`,
  ].join(' ');
}
