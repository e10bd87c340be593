import type {
  MeasuredDocuments,
  MeasuredSweep,
} from '../documents/measureDocuments';
import type { Row } from '@oaf/bench-harness';

/** No call may wait longer for the gateway, in milliseconds. */
const SLOWEST_ANSWER_MS = 250;

const PEAK_MEMORY_MB = 1200;

/** The figures of large documents. */
export function documentRows(measured: MeasuredDocuments): Row[] {
  const { count, megabytes, full, unchanged, changed, operations } = measured;
  return [
    ...sweepRows(
      `${count} documents, ${megabytes.toFixed(0)} MB: import of all`,
      full,
    ),
    {
      name: '  operations shown',
      ours: operations.shown,
      bound: { exactly: operations.written },
      unit: '',
    },
    {
      name: '  unreadable neighbours, told as such',
      ours: measured.told,
      bound: { exactly: measured.unreadable },
      unit: '',
    },
    ...sweepRows('  sweep without a change', unchanged),
    {
      name: '    changes written',
      ours: unchanged.changes,
      bound: { exactly: 0 },
      unit: '',
    },
    ...sweepRows('  sweep when all have changed', changed),
    {
      name: '  most resident memory of the backend',
      ours: measured.peakMemory,
      bound: { atMost: PEAK_MEMORY_MB },
      unit: 'MB',
    },
  ];
}

function sweepRows(name: string, sweep: MeasuredSweep): Row[] {
  const { count, p99, slowest } = sweep.answers;
  return [
    { name, ours: sweep.seconds, unit: 's' },
    { name: '    CPU of the backend', ours: sweep.cpuSeconds, unit: 's' },
    { name: '    answers of the gateway meanwhile', ours: count, unit: '' },
    { name: '    their p99', ours: p99, unit: 'ms' },
    {
      name: '    the slowest',
      ours: slowest,
      bound: { atMost: SLOWEST_ANSWER_MS },
      unit: 'ms',
    },
  ];
}
