import { calendarMonth, DAY_MS, endOfDay, startOfDay } from './period';
import type { Interval } from './period';

/**
 * When a subscription had a plan, in epoch milliseconds UTC. A day belongs to whoever had it last: a plan counts the whole
 * day of its begin, and that of its end only when no other plan follows.
 *
 * @public
 */
export type PlanSpan = {
  since: number;
  /** Exclusive; absent while it goes on. */
  until?: number;
  /** Another plan took over at `until`, and counts that day. */
  followed?: boolean;
};

/**
 * What a price depends on beside the calls: when the plan was had, and since when the subscription goes on, from which a
 * trial counts.
 *
 * @public
 */
export type Term = { spans: PlanSpan[]; subscribedAt: number };

/** As a month in the midst of a long subscription. */
export const LONG_TERM: Term = {
  spans: [{ since: Number.NEGATIVE_INFINITY }],
  subscribedAt: Number.NEGATIVE_INFINITY,
};

/** Days of a month, counted from 0; `to` is exclusive. */
export type Days = { from: number; to: number; of: number };

/** The days on which a span meets a month. */
export function daysOf(period: string, span: PlanSpan): Days {
  const month = calendarMonth(period);
  const { since, until = Infinity, followed } = span;
  const end = followed ? startOfDay(until) : endOfDay(until);
  const of = dayIn(month, month.end);
  const from = dayIn(month, startOfDay(since));
  return { from, to: Math.max(from, dayIn(month, end)), of };
}

/** All days of a month. */
export function allDays(period: string): Days {
  return daysOf(period, { since: Number.NEGATIVE_INFINITY });
}

/** What is left of days when those before an instant are free. */
export function daysFrom(period: string, days: Days, instant: number): Days {
  const from = Math.max(days.from, dayIn(calendarMonth(period), instant));
  return { ...days, from, to: Math.max(from, days.to) };
}

export const beganIn = ({ start, end }: Interval, { since }: PlanSpan) =>
  since >= start && since < end;

export const goesOnAfter = ({ end }: Interval, { until }: PlanSpan) =>
  until === undefined || until > end;

/** Which day of a month begins at an instant; 0 before the month, the number of its days after it. */
function dayIn({ start, end }: Interval, instant: number): number {
  const inside = Math.min(Math.max(instant, start), end);
  return Math.floor((inside - start) / DAY_MS);
}
