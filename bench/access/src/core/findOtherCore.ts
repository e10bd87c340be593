import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { allowedCores } from './allowedCores';

/** A core that this process, which is bound to one, does not use; undefined where there is none, or no `taskset`. */
export function findOtherCore(): number | undefined {
  if (process.platform !== 'linux') {
    return undefined;
  }
  const own = allowedCores();
  return [...cpus().keys()].find(
    core =>
      String(core) !== own &&
      spawnSync('taskset', ['-c', String(core), 'true']).status === 0,
  );
}
