import { DateTime } from 'luxon';

/** A time as the backend answers it: an ISO 8601 text in spite of its type. */
export type Instant = Date | string;

export const toDateTime = (instant: Instant) =>
  typeof instant === 'string'
    ? DateTime.fromISO(instant)
    : DateTime.fromJSDate(instant);

/** `2 minutes ago`; `just now` below ten seconds. */
export const formatRelative = (instant: Instant) =>
  Math.abs(toDateTime(instant).diffNow().toMillis()) < 10_000
    ? 'just now'
    : toDateTime(instant).setLocale('en').toRelative() ?? '';

/** `14 March 2026 at 09:26:53 CET` */
export const formatExact = (instant: Instant) =>
  toDateTime(instant)
    .setLocale('en-GB')
    .toLocaleString(DateTime.DATETIME_FULL_WITH_SECONDS);
