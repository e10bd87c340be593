import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  type Emulator,
  startEmulator,
  whichEmulators,
} from '@oaf/aws-emulator';
import type { Knex } from 'knex';
import { BackendProcess } from './__testUtils__/BackendProcess';
import { signIn } from './__testUtils__/signIn';

jest.setTimeout(300_000);

const databases = TestDatabases.create();
const { leftOut } = whichEmulators();
const describeMysql =
  databases.supports('MYSQL_8') && !leftOut ? describe : describe.skip;

const CALLERS = 4;
const CALLS = 15;

/** The steps of AWS and their order on two servers: packages/database-credentials/src/rotation.test.ts. */
describeMysql('the whole backend on MariaDB', () => {
  const user = `oaf_${randomUUID().slice(0, 8)}`;
  let directory: string;
  let server: Knex;
  let emulator: Emulator;
  let secretsManager: SecretsManagerClient;
  let backend: BackendProcess;

  const secretOf = (password: string) =>
    JSON.stringify({ username: user, password });

  async function createAccount(): Promise<string> {
    await server.raw(`create user ?@'%' identified by 'old'`, [user]);
    await server.raw(`grant all on \`${user}\\_%\`.* to ?@'%'`, [user]);
    const { ARN } = await secretsManager.send(
      new CreateSecretCommand({ Name: user, SecretString: secretOf('old') }),
    );
    return ARN!;
  }

  async function writeConfiguration(secretArn: string): Promise<string> {
    const { host, port } = server.client.config.connection;
    const file = join(directory, 'app-config.database.yaml');
    const database = {
      client: 'mysql2',
      prefix: `${user}_`,
      // As in a busy portal, in which connections come and go.
      knexConfig: { pool: { min: 0, maxConnectionLifetimeMillis: 200 } },
      connection: { host, port, secretArn },
    };
    await writeFile(file, JSON.stringify({ backend: { database } }));
    return file;
  }

  async function dropAccount() {
    const [rows] = await server.raw(
      'select schema_name as name from information_schema.schemata where schema_name like ?',
      [`${user}%`],
    );
    for (const { name } of rows) {
      await server.raw('drop database ??', [name]);
    }
    await server.raw(`drop user ?@'%'`, [user]);
  }

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'rotation-'));
    server = await databases.init('MYSQL_8');
    emulator = await startEmulator('ministack');
    secretsManager = new SecretsManagerClient(emulator.clientConfig);
    const file = await writeConfiguration(await createAccount());
    backend = await BackendProcess.create(directory, [file]);
    await backend.start({
      AWS_ENDPOINT_URL_SECRETS_MANAGER: emulator.endpoint,
      AWS_ACCESS_KEY_ID: 'testing',
      AWS_SECRET_ACCESS_KEY: 'testing',
    });
  });
  afterAll(async () => {
    await backend?.stop();
    await dropAccount();
    await emulator?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it('answers every request while only the password to come works', async () => {
    const { token } = await signIn(backend, 'max');
    const paths = ['api-management/products', 'catalog/entities'];
    const failures: string[] = [];
    const call = async () => {
      for (let calls = 0; calls < CALLS; calls += 1) {
        const url = `${backend.url}/api/${paths[calls % paths.length]}`;
        const response = await fetch(url, {
          headers: { authorization: `Bearer ${token}` },
        });
        const text = await response.text();
        if (!response.ok) {
          failures.push(`${response.status} ${text}`);
        }
      }
    };
    const callers = () =>
      Promise.all(Array.from({ length: CALLERS }, () => call()));

    await callers();
    await secretsManager.send(
      new PutSecretValueCommand({
        SecretId: user,
        SecretString: secretOf('new'),
        VersionStages: ['AWSPENDING'],
      }),
    );
    const during = callers();
    await server.raw(`alter user ?@'%' identified by 'new'`, [user]);
    await during;
    await callers();
    expect(failures).toEqual([]);
    expect(backend.log).toContain('with new credentials of');
    expect(backend.log).not.toContain('Access denied');
  });
});
