export type Interval = 'hour' | 'day';

const lengths: Record<Interval, number> = { hour: 3_600_000, day: 86_400_000 };

/** Start of the UTC hour or day that holds the instant; epoch milliseconds. */
export function startOf(interval: Interval, time: number): number {
  return time - (time % lengths[interval]);
}

/** Starts of all intervals that the range touches, oldest first. */
export function intervalsBetween(
  interval: Interval,
  from: number,
  to: number,
): number[] {
  const length = lengths[interval];
  const first = startOf(interval, from);
  return Array.from(
    { length: Math.ceil((to - first) / length) },
    (_, n) => first + n * length,
  );
}
