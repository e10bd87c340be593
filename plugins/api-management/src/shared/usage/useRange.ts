import type { GetUsage } from '@oaf/backstage-plugin-api-management-common';
import { DateTime } from 'luxon';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { ChartTime } from './toBars';
import { useTimeZone } from './useTimeZone';

/** How far back usage is shown. */
export type Range = '24h' | '7d' | '30d' | '90d' | '12m';

/** How many bars, and what one stands for. */
const ranges: Record<Range, { count: number; interval: 'hour' | 'day' }> = {
  '24h': { count: 24, interval: 'hour' },
  '7d': { count: 7, interval: 'day' },
  '30d': { count: 30, interval: 'day' },
  '90d': { count: 90, interval: 'day' },
  '12m': { count: 365, interval: 'day' },
};

/** The days of another zone are made of hours, and there are too many of them in a year. */
const MAX_OWN_DAYS = 31;

const isRange = (text: string | null): text is Range =>
  text !== null && text in ranges;

/** Usage is counted every few seconds; the charts follow. */
export const liveUsage = { refetchInterval: 30_000 };

/** The range of time in the address; the last interval is the one that is running. */
export function useRange(initial: Range = '24h') {
  const [params, setParams] = useSearchParams();
  const chosen = params.get('range');
  const range = isRange(chosen) ? chosen : initial;
  const changeRange = useCallback(
    (next: Range) =>
      setParams(
        former => {
          former.set('range', next);
          return former;
        },
        { replace: true },
      ),
    [setParams],
  );
  const { zone: ownZone } = useTimeZone();
  const zone = ranges[range].count > MAX_OWN_DAYS ? 'UTC' : ownZone;
  const end = endOfInterval(range, zone);
  const query = useMemo(
    () => toUsageQuery(range, end, zone),
    [range, end, zone],
  );
  const time: ChartTime = { interval: ranges[range].interval, zone };
  return { range, changeRange, query, time };
}

/** Milliseconds; the same for every question within the running hour or day. Hours are those that the backend counts by. */
function endOfInterval(range: Range, zone: string) {
  const { interval } = ranges[range];
  const now = DateTime.now().setZone(interval === 'hour' ? 'UTC' : zone);
  return now.endOf(interval).toMillis() + 1;
}

function toUsageQuery(
  range: Range,
  end: number,
  zone: string,
): GetUsage['query'] {
  const { count, interval } = ranges[range];
  const to = DateTime.fromMillis(end, { zone });
  return {
    _from: to.minus({ [interval]: count }).toJSDate(),
    to: to.toJSDate(),
    // Only the days of UTC are counted by the backend.
    interval: zone === 'UTC' ? interval : 'hour',
  };
}
