import { calendarMonth, calendarMonthOf } from '@oaf/rating';
import { startOf } from '../intervals';

/** The UTC month that holds the instant; epoch milliseconds. */
export const monthOf = (time: number) => calendarMonth(calendarMonthOf(time));

export const startOfMonth = (time: number) => monthOf(time).start;

/** The tables of sums, and the column that says when a period begins. */
export const periods = {
  hour: { table: 'usage_hours', column: 'hour' },
  day: { table: 'usage_days', column: 'day' },
  month: { table: 'usage_months', column: 'month' },
} as const;

export type PeriodName = keyof typeof periods;

/** What is summed up of hours; months only where operations of subscriptions are not told apart. */
export const sumsOf = [
  {
    ...periods.day,
    startOf: (time: number) => startOf('day', time),
    hasOperations: true,
  },
  { ...periods.month, startOf: startOfMonth, hasOperations: false },
] as const;
