import type { Usage } from '@oaf/backstage-plugin-api-management-common';
import { DateTime } from 'luxon';
import { toDateTime } from '../format';
import { outcomesOf, type Outcomes } from './outcomesOf';

/** How a chart divides time: hours or days, and whose. */
export type ChartTime = { interval: Usage['interval']; zone: string };

/** The calls of one hour or day. */
export type Bar = Outcomes & { start: DateTime };

/**
 * One bar per hour or day of the zone, oldest first. The backend counts by hours and days of UTC, so the days of
 * another zone are made of hours; one that two days share, where a zone is half an hour apart, belongs to the day of
 * its middle.
 */
export function toBars(usage: Usage, { interval, zone }: ChartTime): Bar[] {
  const bars = usage.points.map(({ start, counts }) => ({
    start: toDateTime(start).setZone(zone),
    ...outcomesOf(counts),
  }));
  return interval === usage.interval ? bars : sumByDay(bars, usage, zone);
}

function sumByDay(hours: Bar[], { to }: Usage, zone: string): Bar[] {
  const end = toDateTime(to).setZone(zone);
  const days = new Map<number, Bar>();
  for (const hour of hours) {
    const start = hour.start.plus({ minutes: 30 }).startOf('day');
    if (start < end) {
      days.set(start.toMillis(), add(days.get(start.toMillis()), hour, start));
    }
  }
  return [...days.values()];
}

function add(day: Bar | undefined, hour: Bar, start: DateTime): Bar {
  return {
    start,
    answered: (day?.answered ?? 0) + hour.answered,
    errors: (day?.errors ?? 0) + hour.errors,
    throttled: (day?.throttled ?? 0) + hour.throttled,
  };
}
