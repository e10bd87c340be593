import { execFile } from 'node:child_process';
import { symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type {
  CodeSample,
  Connection,
} from '@oaf/backstage-plugin-api-management-common';

const run = promisify(execFile);
const TIMEOUT_MS = 60_000;
const modules = resolve(
  dirname(require.resolve('openid-client/package.json')),
  '..',
);

/** Runs a code sample as a developer would: saved in a folder of its own, secrets in the environment. Answers what it prints. */
export async function runSample(
  directory: string,
  sample: CodeSample,
  connection: Connection,
  secrets: { apiKey: string; temporaryPassword?: string },
): Promise<string> {
  await writeFile(join(directory, sample.fileName), sample.render(connection));
  // In place of `npm install openid-client`.
  await symlink(modules, join(directory, 'node_modules')).catch(ignoreExisting);
  const program = sample.id === 'node' ? process.execPath : 'bash';
  const { stdout } = await run(program, [sample.fileName], {
    cwd: directory,
    timeout: TIMEOUT_MS,
    env: {
      PATH: process.env.PATH,
      OAF_API_KEY: secrets.apiKey,
      ...(secrets.temporaryPassword && {
        OAF_TEMPORARY_PASSWORD: secrets.temporaryPassword,
      }),
    } as NodeJS.ProcessEnv,
  });
  return stdout;
}

function ignoreExisting(error: NodeJS.ErrnoException) {
  if (error.code !== 'EEXIST') {
    throw error;
  }
}
