import { spawnSync } from 'node:child_process';
import { allowedCores } from './allowedCores';

/**
 * Restarts the process on one core when it may use more: a neighbour whose cryptography runs in other threads would else be
 * measured on several. Linux only; elsewhere the figures are those of the whole machine, and the answer is false.
 * @returns whether this process runs on one core
 */
export function ensureOneCore(): boolean {
  if (process.platform !== 'linux') {
    return false;
  }
  const cores = allowedCores();
  if (/^\d+$/.test(cores)) {
    return true;
  }
  const [core] = cores.split(/[-,]/);
  const child = spawnSync(
    'taskset',
    [
      '-c',
      core,
      process.execPath,
      ...process.execArgv,
      ...process.argv.slice(1),
    ],
    { stdio: 'inherit' },
  );
  if (!child.error) {
    process.exit(child.status ?? 1);
  }
  return false;
}
