import { spawnSync } from 'node:child_process';
import type { EmulatorName } from './Emulator';

/** What the emulators need of Python: 3.10 or later, and the standard module that makes an environment with pip. */
const PROBE =
  'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))';

let isPythonFit: boolean | undefined;

function probePython(): boolean {
  return spawnSync('python3', ['-c', PROBE], { stdio: 'ignore' }).status === 0;
}

/**
 * The emulators this machine can run. It answers at once, so that a test file can choose between `describe` and
 * `describe.skip`; nothing is installed yet.
 * @returns `leftOut`: one line that says what is not tested and what it would take; null when all can run
 */
export function whichEmulators(): {
  names: EmulatorName[];
  leftOut: string | null;
} {
  isPythonFit ??= probePython();
  return isPythonFit
    ? { names: ['ministack', 'moto'], leftOut: null }
    : {
        names: [],
        leftOut:
          'Left out: tests against an AWS emulator (no python3 3.10 or later with venv and pip)',
      };
}
