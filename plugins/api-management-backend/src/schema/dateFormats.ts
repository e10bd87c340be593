/** Nothing was metered or billed before, and nobody plans further ahead. */
const FIRST_YEAR = 1970;
const LAST_YEAR = 2199;

const dateTime =
  /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const calendarMonth = /^(\d{4})-(0[1-9]|1[0-2])$/;

/**
 * RFC 3339, of a day and a time that exist: `Date` takes the 31st of February for the 3rd of March. Leap seconds are
 * refused, which no clock of ours has.
 */
function isDateTime(text: string): boolean {
  const parts = dateTime.exec(text)?.slice(1, 7).map(Number);
  if (!parts) {
    return false;
  }
  const [year, month, day, hours, minutes, seconds] = parts;
  const date = new Date(
    Date.UTC(year, month - 1, day, hours, minutes, seconds),
  );
  const read = [
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  ];
  return isYear(year) && parts.every((part, index) => part === read[index]);
}

function isCalendarMonth(text: string): boolean {
  const year = calendarMonth.exec(text)?.[1];
  return year !== undefined && isYear(Number(year));
}

function isYear(year: number): boolean {
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}

/** What the formats of dates in the API's contract mean, wherever they are taken. */
export const dateFormats = {
  'date-time': { type: 'string', validate: isDateTime },
  'calendar-month': { type: 'string', validate: isCalendarMonth },
} as const;
