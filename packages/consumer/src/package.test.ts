import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import {
  exampleSecrets,
  startTestGateway,
  type TestGateway,
} from '@oaf/access/testUtils';

const execute = promisify(execFile);
const packageDirectory = dirname(require.resolve('@oaf/consumer/package.json'));

/** Packs what a registry would get. */
async function pack(directory: string): Promise<string> {
  await execute('backstage-cli', ['package', 'build'], {
    cwd: packageDirectory,
  });
  const { stdout } = await execute(
    'npm',
    ['pack', '--silent', packageDirectory],
    { cwd: directory },
  );
  return join(directory, stdout.trim());
}

describe('the packed package in a fresh folder', () => {
  // It is built, packed and installed from the registry.
  jest.setTimeout(120_000);

  let directory: string;
  let archive: string;
  let gateway: TestGateway;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'oaf-consumer-'));
    archive = await pack(directory);
    gateway = await startTestGateway();
  });

  afterAll(async () => {
    await gateway.close();
    await rm(directory, { recursive: true });
  });

  const npx = (...args: string[]) =>
    execute('npx', ['--yes', '--package', archive, 'oaf-consumer', ...args], {
      cwd: directory,
      env: {
        ...process.env,
        OAF_HOME: join(directory, 'home'),
        OAF_TEMPORARY_PASSWORD: exampleSecrets.initialAccessToken,
        OAF_API_KEY: exampleSecrets.apiKey,
      },
    });

  it('enrols and calls an API', async () => {
    const enrolled = await npx('enrol', '--issuer', gateway.issuer);
    expect(enrolled.stderr).toContain('Enrolled sub_example');
    const called = await npx('call', `${gateway.baseUrl}/accounts/accounts`);
    expect(JSON.parse(called.stdout)).toEqual({
      clientId: 'sub_example',
      method: 'GET',
      path: '/accounts/accounts',
    });
  });
});
