import { DateTime } from 'luxon';

const monthFormat = 'LLLL yyyy';

/** `November 2026` of a bill's `2026-11`. */
export const formatPeriod = (period: string) =>
  DateTime.fromISO(period, { zone: 'utc' })
    .setLocale('en')
    .toFormat(monthFormat);

/** A text of the backend with the month that it names in words. */
export const spellPeriod = (text: string, period: string) =>
  text.replace(period, formatPeriod(period));

/** The last twelve calendar months (UTC, like the bills), the running one first, as choices. */
export const monthOptions = () =>
  Array.from({ length: 12 }, (_, back) => {
    const id = DateTime.utc()
      .startOf('month')
      .minus({ months: back })
      .toFormat('yyyy-MM');
    return { id, label: formatPeriod(id) };
  });
