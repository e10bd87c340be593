import { generatedRegions } from '@oaf/control-plane-simulator';
import type { NaiveMeasured } from '../phases/measureNaive';
import type { Measured, Scale } from '../phases/measureOurs';
import type { RequestRate } from '../processes/Backend';
import { secondsFor } from './bound';

/** A line of the table. */
export type Row = {
  name: string;
  ours: number;
  /** Undefined: only reported. */
  bound?: { atMost: number } | { exactly: number };
  naive?: number;
  unit: '' | 's' | 'ms' | 'MB';
};

export const PEAK_MEMORY_MB = 700;

export function isMet({ ours, bound }: Row): boolean {
  if (!bound) {
    return true;
  }
  return 'exactly' in bound ? ours === bound.exactly : ours <= bound.atMost;
}

/** The figures of one rate. */
export function rowsOf(
  measured: Measured,
  options: { scale: Scale; requests: RequestRate; naive?: NaiveMeasured },
): Row[] {
  const { scale, requests, naive } = options;
  const { full, refresh, change } = measured;
  const apis = scale.accounts * generatedRegions.length * scale.apisPerRegion;
  const at = `at ${requests.rate}/${requests.burst}`;
  const fullBound = secondsFor(2 * scale.apisPerRegion + 1, requests);
  const refreshBound = secondsFor(scale.apisPerRegion + 1, requests);
  const count = { unit: '' } as const;
  return [
    {
      name: `full import ${at}`,
      ours: full.seconds,
      bound: { atMost: fullBound },
      naive: naive?.seconds,
      unit: 's',
    },
    {
      name: '  from the request to the first call',
      ours: full.secondsBefore,
      unit: 's',
    },
    {
      name: '  APIs read',
      ours: full.exported,
      bound: { exactly: apis },
      naive: naive?.imported,
      ...count,
    },
    { name: '  calls', ours: full.requests, naive: naive?.requests, ...count },
    {
      name: '  429 answers',
      ours: full.throttled,
      bound: { exactly: 0 },
      naive: naive?.throttled,
      ...count,
    },
    {
      name: '  most calls a second, of a region',
      ours: full.maxPerSecond,
      ...count,
    },
    { name: '  CPU of the backend', ours: full.cpuSeconds, unit: 's' },
    {
      name: '  catalog query meanwhile, p50',
      ours: measured.catalogQuery.p50,
      unit: 'ms',
    },
    {
      name: '  catalog query meanwhile, p99',
      ours: measured.catalogQuery.p99,
      unit: 'ms',
    },
    {
      name: '  all entities given to the catalog after',
      ours: measured.givenSeconds,
      unit: 's',
    },
    ...(measured.shownSeconds === undefined
      ? []
      : [
          {
            name: '  all entities shown by the catalog after',
            ours: measured.shownSeconds,
            unit: 's',
          } as const,
        ]),
    {
      name: `refresh without a change ${at}`,
      ours: refresh.seconds,
      bound: { atMost: refreshBound },
      unit: 's',
    },
    { name: '  calls', ours: refresh.requests, ...count },
    {
      name: '  429 answers',
      ours: refresh.throttled,
      bound: { exactly: 0 },
      ...count,
    },
    {
      name: '  exports',
      ours: refresh.exported,
      bound: { exactly: 0 },
      ...count,
    },
    {
      name: '  changes written',
      ours: refresh.changes,
      bound: { exactly: 0 },
      ...count,
    },
    {
      name: '  catalog writes',
      ours: refresh.catalogWrites,
      bound: { exactly: 0 },
      ...count,
    },
    {
      name: `refresh with one changed API ${at}: exports`,
      ours: change.exported,
      bound: { exactly: 1 },
      ...count,
    },
    {
      name: '  changes written',
      ours: change.changes,
      bound: { exactly: 1 },
      ...count,
    },
    {
      name: `most resident memory of the backend ${at}`,
      ours: measured.peakMemory,
      bound: { atMost: PEAK_MEMORY_MB },
      naive: naive?.peakMemory,
      unit: 'MB',
    },
  ];
}
