import { spawnSync } from 'node:child_process';
import type { EmulatorName } from './Emulator';
import { installEmulator } from './installEmulator';

/** What the emulators need of Python: 3.10 or later, and the standard module that makes an environment with pip. */
const PROBE =
  'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))';

/** Where nothing may be left out, as in CI, what is missing is an error. */
const ARE_REQUIRED = process.env.OAF_TEST_EMULATORS === 'required';

type Answer = { names: EmulatorName[]; leftOut: string | null };

let answer: Answer | undefined;

function probe(): Answer {
  const python = spawnSync('python3', ['-c', PROBE], { stdio: 'ignore' });
  if (python.status !== 0) {
    return leaveOut('no python3 3.10 or later with venv and pip');
  }
  try {
    installEmulator('ministack');
    installEmulator('moto');
    return { names: ['ministack', 'moto'], leftOut: null };
  } catch (error) {
    return leaveOut('no Python package index in reach', error);
  }
}

function leaveOut(reason: string, cause?: unknown): Answer {
  const leftOut = `Left out: tests against an AWS emulator (${reason})`;
  if (ARE_REQUIRED) {
    throw new Error(leftOut, { cause });
  }
  return { names: [], leftOut };
}

/**
 * The emulators this machine can run; the first call on a machine installs them (about a minute). It answers without
 * a promise, so that a test file can choose between `describe` and `describe.skip`.
 *
 * @returns `leftOut`: one line that says what is not tested and what it would take; null when all can run
 * @throws Error instead of leaving out when `OAF_TEST_EMULATORS` is `required`
 */
export function whichEmulators(): Answer {
  answer ??= probe();
  return answer;
}
