import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { EmulatorName } from './Emulator';
import { packagePath } from './packagePath';

const run = promisify(execFile);

const CACHE = packagePath('../../.cache/aws-emulator');

async function makeEnvironment(directory: string, requirements: string) {
  await run('python3', ['-m', 'venv', directory]);
  await run(join(directory, 'bin/python'), [
    ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'],
    ...['--requirement', requirements],
  ]);
}

/** Installs beside and moves, so that test files that start together never see half an environment. */
async function install(target: string, requirements: string) {
  const draft = `${target}.${randomUUID()}`;
  try {
    await mkdir(CACHE, { recursive: true });
    await makeEnvironment(draft, requirements);
    await rename(draft, target);
  } catch (cause) {
    if (!existsSync(target)) {
      throw new Error(
        `Cannot install the AWS emulator of ${requirements}; is a Python package index in reach?`,
        { cause },
      );
    }
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** @returns path of a Python interpreter that has the emulator at the pinned versions */
export async function installEmulator(name: EmulatorName): Promise<string> {
  const requirements = packagePath('requirements', `${name}.txt`);
  const version = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 12);
  const target = join(CACHE, `${name}-${version}`);
  if (!existsSync(target)) {
    await install(target, requirements);
  }
  return join(target, 'bin/python');
}
