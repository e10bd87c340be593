import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { HourOfLog } from '../log/writeLog';

export type CountRequest = {
  by: 'engine' | 'hand';
  folder: string;
  hours: HourOfLog[];
};

export type Counted = {
  seconds: number;
  /** What the process had at most, MB. */
  memory: number;
  calls: number;
  billableCalls: number;
  responseBytes: number;
  /** One for each subscription, API, operation, status class and hour. */
  records: number;
};

const run = promisify(execFile);

/** Counts a log in a process of its own. */
export async function measureCount(request: CountRequest): Promise<Counted> {
  const program = require.resolve('./count.ts');
  const { stdout } = await run(process.execPath, [
    ...process.execArgv,
    program,
    JSON.stringify(request),
  ]);
  return JSON.parse(stdout);
}
