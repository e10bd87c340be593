import { DateTime } from 'luxon';

/** A time as the backend answers it: an ISO 8601 text in spite of its type. */
export type Instant = Date | string;

export const toDateTime = (instant: Instant) =>
  typeof instant === 'string'
    ? DateTime.fromISO(instant)
    : DateTime.fromJSDate(instant);

/** `2 minutes ago`; `just now` below ten seconds. What lies ahead is rounded, so that a new term of 72 hours has 3 days. */
export function formatRelative(instant: Instant) {
  const at = toDateTime(instant).setLocale('en');
  const away = at.diffNow().toMillis();
  if (Math.abs(away) < 10_000) {
    return 'just now';
  }
  return at.toRelative({ rounding: away > 0 ? 'round' : 'trunc' }) ?? '';
}

/** `14 March 2026 at 09:26:53 CET` */
export const formatExact = (instant: Instant) =>
  toDateTime(instant)
    .setLocale('en-GB')
    .toLocaleString(DateTime.DATETIME_FULL_WITH_SECONDS);

/** `15 March 2026 at 00:00 UTC`, for what happens at the same moment everywhere. */
export const formatUtc = (instant: Instant) =>
  toDateTime(instant)
    .toUTC()
    .setLocale('en-GB')
    .toFormat("d LLLL yyyy 'at' HH:mm 'UTC'");

/** `09:26:53`, in the reader's own time zone. */
export const formatClock = (instant: Instant) =>
  toDateTime(instant).toFormat('HH:mm:ss');
