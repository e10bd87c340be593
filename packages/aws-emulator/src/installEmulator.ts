import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import type { EmulatorName } from './Emulator';
import { packagePath } from './packagePath';

const CACHE = packagePath('../../.cache/aws-emulator');

function requirementsOf(name: EmulatorName) {
  return packagePath('requirements', `${name}.txt`);
}

/** Where an emulator at the pinned versions is, once it is installed. */
function placeOf(name: EmulatorName): string {
  const version = createHash('sha256')
    .update(readFileSync(requirementsOf(name)))
    .digest('hex')
    .slice(0, 12);
  return join(CACHE, `${name}-${version}`);
}

function makeEnvironment(directory: string, requirements: string) {
  const quiet = { stdio: 'pipe' } as const;
  execFileSync('python3', ['-m', 'venv', directory], quiet);
  execFileSync(
    join(directory, 'bin/python'),
    [
      ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'],
      ...['--retries', '1', '--timeout', '15', '--requirement', requirements],
    ],
    quiet,
  );
}

/**
 * Installs an emulator unless it is there (some 30 seconds). It blocks, because a test file has to know at once what it
 * can run. Installs beside and moves, so that test files that start together never see half an environment.
 *
 * @throws Error when it cannot be installed, for example because no Python package index is in reach
 */
export function installEmulator(name: EmulatorName): void {
  const place = placeOf(name);
  if (existsSync(place)) {
    return;
  }
  const draft = `${place}.${randomUUID()}`;
  try {
    mkdirSync(CACHE, { recursive: true });
    makeEnvironment(draft, requirementsOf(name));
    renameSync(draft, place);
  } catch (cause) {
    if (!existsSync(place)) {
      throw new Error(`Cannot install the AWS emulator ${name}`, { cause });
    }
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Path of a Python interpreter that has the installed emulator. */
export function interpreterOf(name: EmulatorName): string {
  return join(placeOf(name), 'bin/python');
}
