import { type Interval, startOf } from './intervals';
import { monthOf, type PeriodName, startOfMonth } from './rollup/periods';

const DAY_MS = 86_400_000;

/** Part of a range, and whose sums it is made of. */
export type RangePart = { period: PeriodName; from: number; to: number };

const floors: Record<Exclude<PeriodName, 'hour'>, (time: number) => number> = {
  day: time => startOf('day', time),
  month: startOfMonth,
};

const nexts: typeof floors = {
  day: time => floors.day(time) + DAY_MS,
  month: time => monthOf(time).end,
};

/**
 * A range in as few sums as there are: what is in whole months, in whole days beside them, and in hours at its ends.
 *
 * @param largest - no larger sums than these
 */
export function rangeParts(
  { from, to }: { from: number; to: number },
  largest: Interval | 'month',
): RangePart[] {
  if (from >= to) {
    return [];
  }
  if (largest === 'hour') {
    return [{ period: 'hour', from, to }];
  }
  const smaller = largest === 'month' ? 'day' : 'hour';
  const start = floors[largest](from) === from ? from : nexts[largest](from);
  const end = floors[largest](to);
  if (start >= end) {
    return rangeParts({ from, to }, smaller);
  }
  return [
    ...rangeParts({ from, to: start }, smaller),
    { period: largest, from: start, to: end },
    ...rangeParts({ from: end, to }, smaller),
  ];
}
