/** @jest-environment node */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
// The door itself judges the commands; only this test needs Node.js.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import { exampleSecrets, startTestGateway } from '@oaf/access/testUtils';
import { consumerCommands } from './consumerCommands';

const execute = promisify(execFile);
const program = join(
  dirname(require.resolve('@oaf/consumer/package.json')),
  'bin/oaf-consumer',
);

describe('consumerCommands', () => {
  it('enrols and calls the API', async () => {
    const gateway = await startTestGateway();
    const directory = mkdtempSync(join(tmpdir(), 'commands-'));
    const oafConsumer = `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`;
    writeFileSync(join(directory, 'oaf-consumer'), oafConsumer, {
      mode: 0o700,
    });
    const run = (command: string) =>
      execute('sh', ['-c', command], {
        env: {
          PATH: `${directory}:${process.env.PATH}`,
          OAF_HOME: join(directory, 'home'),
          OAF_TEMPORARY_PASSWORD: exampleSecrets.initialAccessToken,
          OAF_API_KEY: exampleSecrets.apiKey,
        } as NodeJS.ProcessEnv,
      });
    try {
      const { issuer, baseUrl } = gateway;
      const commands = consumerCommands('oaf-consumer', {
        account: 'Embedded gateway',
        region: 'local',
        ready: true,
        issuer,
        registrationEndpoint: `${issuer}/register`,
        tokenEndpoint: `${issuer}/token`,
        clientId: 'sub_example',
        scopes: ['accounts:read'],
        resources: [
          {
            title: 'Accounts',
            region: 'local',
            url: `${baseUrl}/accounts`,
            examplePath: "/accounts?name=O'Hara",
          },
        ],
      });
      await run(commands.enrol);
      const { stdout } = await run(commands.call);
      expect(JSON.parse(stdout)).toMatchObject({
        clientId: 'sub_example',
        path: '/accounts/accounts',
      });
    } finally {
      rmSync(directory, { recursive: true });
      await gateway.close();
    }
  });
});
