import type { Row } from '@oaf/bench-harness';
import { generatedRegions } from '@oaf/control-plane-simulator';
import type { NaiveMeasured } from '../phases/measureNaive';
import type { Measured, Scale } from '../phases/measureOurs';
import type { RequestRate } from './bound';
import { secondsFor } from './bound';

export const PEAK_MEMORY_MB = 700;

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
      peer: naive?.seconds,
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
      peer: naive?.imported,
      ...count,
    },
    { name: '  calls', ours: full.requests, peer: naive?.requests, ...count },
    {
      name: '  429 answers',
      ours: full.throttled,
      bound: { exactly: 0 },
      peer: naive?.throttled,
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
      peer: naive?.peakMemory,
      unit: 'MB',
    },
  ];
}
