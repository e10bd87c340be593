import type { Row } from '@oaf/bench-harness';
import type { MeasuredApprovals } from '../approvals/measureApprovals';
import type { MeasuredLoad } from '../load/measureLoad';
import type { MeasuredSweep } from '../sweep/measureSweep';

/** `CreateApiKey`, in each account and Region; https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const KEYS_PER_SECOND = 5;
/** How much longer than the quota's bound it may take. */
const TOLERANCE = 1.2;

const MOST_CALLS = 3;
const SWEEP_SECONDS = 10;

/** Within which so many keys are to be made. */
export const secondsFor = (keys: number) =>
  (keys / KEYS_PER_SECOND) * TOLERANCE;

export function approvalRows(
  { first, second, all }: MeasuredApprovals,
  count: number,
): Row[] {
  const made = (operation: string) =>
    all.operations[`apigateway:${operation}`] ?? 0;
  return [
    { name: 'first approval, to active', ours: first.seconds, unit: 's' },
    {
      name: '  calls of the control plane',
      ours: first.calls,
      bound: { atMost: MOST_CALLS },
      unit: '',
    },
    { name: 'next approval, to active', ours: second.seconds, unit: 's' },
    {
      name: '  calls of the control plane',
      ours: second.calls,
      bound: { atMost: MOST_CALLS },
      unit: '',
    },
    {
      name: `${count} approvals in one Region`,
      ours: all.seconds,
      bound: { atMost: secondsFor(count) },
      peer: count / KEYS_PER_SECOND,
      unit: 's',
    },
    {
      name: '  API keys made',
      ours: made('CreateApiKey'),
      bound: { exactly: count },
      unit: '',
    },
    {
      name: '  keys put into the usage plan',
      ours: made('CreateUsagePlanKey'),
      bound: { exactly: count },
      unit: '',
    },
    { name: '  calls of the control plane', ours: all.calls, unit: '' },
    { name: '  most calls in a second', ours: all.maxPerSecond, unit: '' },
    {
      name: '  429 answers',
      ours: all.throttled,
      bound: { exactly: 0 },
      unit: '',
    },
  ];
}

export function sweepRows({ subscriptions, seconds, calls }: MeasuredSweep) {
  const all = Object.values(seconds).reduce((sum, one) => sum + one, 0);
  const rows: Row[] = [
    {
      name: `sweep over ${subscriptions} unchanged subscriptions`,
      ours: all,
      bound: { atMost: SWEEP_SECONDS },
      unit: 's',
    },
    ...Object.entries(seconds).map(
      ([task, ours]): Row => ({ name: `  ${task}`, ours, unit: 's' }),
    ),
    { name: '  calls to AWS', ours: calls, bound: { exactly: 0 }, unit: '' },
  ];
  return rows;
}

const describe = (refused: Record<number, number>) =>
  Object.entries(refused)
    .map(([status, count]) => `${count} × ${status}`)
    .join(', ');

export function loadRows(measured: MeasuredLoad): Row[] {
  const { calls, callsPerSecond, rotations, planChanges } = measured;
  const refused = Object.values(calls.refused).reduce((sum, n) => sum + n, 0);
  return [
    {
      name: `calls answered, ${callsPerSecond} a second`,
      ours: calls.answered,
      unit: '',
    },
    {
      name: `  refused, in ${rotations} rotations and ${planChanges} change of plan ${describe(
        calls.refused,
      )}`,
      ours: refused,
      bound: { exactly: 0 },
      unit: '',
    },
  ];
}
