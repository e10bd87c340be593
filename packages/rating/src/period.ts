import { RatingInputError } from './RatingInputError';

const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;

/** A day of UTC has no leap second and no summer time. */
export const DAY_MS = 86_400_000;

/** Half-open, epoch milliseconds UTC: `end` is the first instant that is not in it. @public */
export type Interval = { start: number; end: number };

/**
 * A calendar month in UTC, as epoch milliseconds. `end` is exclusive: it is the start of the next month.
 *
 * @param month - `YYYY-MM`
 * @throws RatingInputError when it is not a calendar month.
 * @public
 */
export function calendarMonth(month: string): Interval {
  const match = MONTH.exec(month);
  if (!match) {
    throw new RatingInputError('period', month, 'a month like "2026-11"');
  }
  const [year, number] = [Number(match[1]), Number(match[2])];
  return {
    start: startOfMonth(year, number - 1),
    end: startOfMonth(year, number),
  };
}

/** Date.UTC would read the years 0 to 99 as 1900 to 1999. */
function startOfMonth(year: number, monthIndex: number): number {
  return new Date(0).setUTCFullYear(year, monthIndex, 1);
}

/**
 * The calendar month in UTC that an instant (epoch milliseconds) lies in, as `YYYY-MM`.
 *
 * @public
 */
export function calendarMonthOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 7);
}

/** The month after one, as `YYYY-MM`. */
export function monthAfter(month: string): string {
  return calendarMonthOf(calendarMonth(month).end);
}

/**
 * The start of the day in UTC that an instant lies in.
 *
 * @public
 */
export function startOfDay(instant: number): number {
  return Math.floor(instant / DAY_MS) * DAY_MS;
}

/** The end of the last day of which anything lies before an instant. */
export function endOfDay(instant: number): number {
  return Math.ceil(instant / DAY_MS) * DAY_MS;
}
