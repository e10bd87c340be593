const DAY_MS = 86_400_000;

/** Start of the day that a folder `day=2026-11-29` is of; undefined when a path has none. */
export function dayOf(path: string): number | undefined {
  const [, day] = /(?:^|\/)day=(\d{4}-\d{2}-\d{2})(?:\/|$)/.exec(path) ?? [];
  const time = day ? Date.parse(`${day}T00:00:00Z`) : NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** Whether all in a folder is of a day that was over then. */
export function isBefore(path: string, since: number | undefined): boolean {
  const day = dayOf(path);
  return since !== undefined && day !== undefined && day + DAY_MS <= since;
}
