import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { DatabaseClient } from './databaseServer';

const guide = resolve(__dirname, '../../../docs/operate.md');

/** Runs what docs/operate.md tells an operator to run. */
export async function runBlock(
  what: 'backup' | 'restore',
  client: DatabaseClient,
  environment: NodeJS.ProcessEnv,
) {
  const start = `\`\`\`sh ${what} ${client}\n`;
  const [, after] = readFileSync(guide, 'utf8').split(start);
  const [commands] = after.split('```');
  await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', commands], {
    env: { ...process.env, ...environment },
  });
}
