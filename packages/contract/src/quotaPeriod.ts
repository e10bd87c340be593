import type { Limits } from './Grant';

export type QuotaPeriod = NonNullable<Limits['quota']>['period'];

/** Epoch milliseconds; `end` is the first instant after the period. */
export interface Period {
  start: number;
  end: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The period that holds the instant, in UTC: calendar day, ISO week (from Monday) or calendar month.
 * @param instant - epoch milliseconds
 */
export function quotaPeriod(period: QuotaPeriod, instant: number): Period {
  const date = new Date(instant);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const day = Date.UTC(year, month, date.getUTCDate());
  switch (period) {
    case 'day':
      return { start: day, end: day + DAY_MS };
    case 'week': {
      const start = day - ((date.getUTCDay() + 6) % 7) * DAY_MS;
      return { start, end: start + 7 * DAY_MS };
    }
    default:
      return {
        start: Date.UTC(year, month, 1),
        end: Date.UTC(year, month + 1, 1),
      };
  }
}
