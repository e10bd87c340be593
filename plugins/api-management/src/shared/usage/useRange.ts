import type { GetUsage } from '@oaf/backstage-plugin-api-management-common';
import { DateTime } from 'luxon';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

/** How far back usage is shown. */
export type Range = '24h' | '7d' | '30d';

/** Length in hours and the width of one bar. */
const ranges: Record<Range, { hours: number; interval: 'hour' | 'day' }> = {
  '24h': { hours: 24, interval: 'hour' },
  '7d': { hours: 7 * 24, interval: 'day' },
  '30d': { hours: 30 * 24, interval: 'day' },
};

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
  const end = endOfInterval(range);
  const query = useMemo(() => toUsageQuery(range, end), [range, end]);
  return { range, changeRange, query };
}

/** Milliseconds; the same for every question within the running hour or day. */
function endOfInterval(range: Range) {
  return DateTime.utc().endOf(ranges[range].interval).toMillis() + 1;
}

function toUsageQuery(range: Range, end: number): GetUsage['query'] {
  const { hours, interval } = ranges[range];
  return {
    _from: new Date(end - hours * 3_600_000),
    to: new Date(end),
    interval,
  };
}
