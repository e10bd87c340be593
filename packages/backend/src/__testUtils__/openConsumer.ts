import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const program = join(
  dirname(require.resolve('@oaf/consumer/package.json')),
  'bin/oaf-consumer',
);

/** The consumer command line with a folder for its profiles. Answers what a command prints. */
export function openConsumer(
  home: string,
  secrets: { apiKey: string; temporaryPassword: string },
) {
  return async (...args: string[]): Promise<string> => {
    const { stdout } = await execute(process.execPath, [program, ...args], {
      env: {
        PATH: process.env.PATH,
        OAF_HOME: home,
        OAF_API_KEY: secrets.apiKey,
        OAF_TEMPORARY_PASSWORD: secrets.temporaryPassword,
      } as NodeJS.ProcessEnv,
    });
    return stdout;
  };
}
