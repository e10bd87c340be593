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
  const now = DateTime.utc().startOf('minute').toMillis();
  const query = useMemo(() => toUsageQuery(range, now), [range, now]);
  return { range, changeRange, query };
}

function toUsageQuery(range: Range, now: number): GetUsage['query'] {
  const { hours, interval } = ranges[range];
  const end = DateTime.fromMillis(now, { zone: 'utc' })
    .endOf(interval)
    .plus({ milliseconds: 1 });
  return {
    _from: end.minus({ hours }).toJSDate(),
    to: end.toJSDate(),
    interval,
  };
}
