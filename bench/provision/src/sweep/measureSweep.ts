import { type Backend, multiply, timeTask } from '@oaf/bench-harness';
import type { Aws } from '../aws/Aws';

/** All that goes over subscriptions on a schedule. */
const TASKS = [
  'provision-subscriptions',
  'finish-plan-changes',
  'retire-api-keys',
  'warn-of-expiry',
  'note-uses-of-credentials',
  'destroy-unrevealed-secrets',
];

export type MeasuredSweep = {
  subscriptions: number;
  /** By task. */
  seconds: Record<string, number>;
  /** To anything of AWS. */
  calls: number;
};

/** Adds unchanged subscriptions and runs once whatever goes over them. */
export async function measureSweep(
  backend: Backend,
  aws: Aws,
  count: number,
): Promise<MeasuredSweep> {
  const [{ id }] = backend.read<{ id: string }>(
    'api-management',
    `select id from subscriptions where state = 'active' limit 1`,
  );
  backend.write('api-management', database => multiply(database, id, count));
  const [{ subscriptions }] = backend.read<{ subscriptions: number }>(
    'api-management',
    `select count(*) as subscriptions from subscriptions where state = 'active'`,
  );
  await aws.simulator.resetCounts();
  const seconds: Record<string, number> = {};
  for (const task of TASKS) {
    seconds[task] = await timeTask(backend, task);
  }
  const { operations } = await aws.simulator.counts();
  const calls = Object.values(operations).reduce((sum, one) => sum + one, 0);
  return { subscriptions, seconds, calls };
}
