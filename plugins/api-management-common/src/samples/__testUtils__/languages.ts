import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { CodeSample } from '../CodeSample';

const execute = promisify(execFile);

/** How samples of a language are run here. */
interface Language {
  /** Why they are not run on this machine; null when they are. */
  leftOut: string | null;
  /** Installs into the directory what the sample's setup names; answers the command that a file name completes. */
  prepare(directory: string): Promise<string[]>;
}

function language(
  probe: string[],
  need: string,
  prepare: Language['prepare'],
): Language {
  const [program, ...args] = probe;
  const isThere = spawnSync(program, args, { stdio: 'ignore' }).status === 0;
  return { leftOut: isThere ? null : `(left out: no ${need})`, prepare };
}

async function preparePython(directory: string): Promise<string[]> {
  const python = join(directory, 'bin/python');
  await execute('python3', ['-m', 'venv', directory]);
  await execute(python, [
    ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'],
    ...['joserfc==1.8.0', 'requests==2.34.2'],
  ]);
  return [python];
}

export const languages: Record<CodeSample['id'], Language> = {
  node: language([process.execPath, '--version'], 'Node.js', async () => [
    process.execPath,
  ]),
  curl: language(
    ['bash', '-c', 'curl --version && openssl version'],
    'curl and openssl',
    async () => ['bash'],
  ),
  python: language(
    ['python3', '-c', 'import venv, ensurepip'],
    'python3 with venv and pip',
    preparePython,
  ),
  java: language(['javac', '-version'], 'JDK', async () => ['java']),
  go: language(['go', 'version'], 'Go', async () => ['go', 'run']),
};
