import type { CallQuery } from '@oaf/backstage-plugin-api-management-node';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

type Range = Pick<CallQuery, 'from' | 'to'>;

const hourOf = (time: number) => Math.floor(time / HOUR_MS) * HOUR_MS;

/** Starts of the hours that a range touches; epoch milliseconds. */
export function hoursBetween({ from, to }: Range): number[] {
  const first = hourOf(from);
  return Array.from(
    { length: Math.ceil((to - first) / HOUR_MS) },
    (_, index) => first + index * HOUR_MS,
  );
}

/** Parts of what is asked for, newest first, each four times as long as the one before, beginning with a day. */
export function backwards({ from, to, before }: CallQuery): Range[] {
  const ranges: Range[] = [];
  let end = before ? Math.min(to, before.requestTime + 1) : to;
  for (let length = DAY_MS; end > from; length *= 4) {
    const start = Math.max(from, hourOf(end - length));
    ranges.push({ from: start, to: end });
    end = start;
  }
  return ranges;
}
