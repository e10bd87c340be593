import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { ServiceFactory } from '@backstage/backend-plugin-api';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import {
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import {
  type Emulator,
  startEmulator,
  whichEmulators,
} from '@oaf/aws-emulator';
import type { Knex } from 'knex';
import { engines } from './__testUtils__/engines';
import { Load } from './__testUtils__/Load';
import { notes } from './__testUtils__/notes';
import { type Engine, RotatingAccount } from './__testUtils__/RotatingAccount';
import loadDatabaseCredentials from './index';

jest.setTimeout(180_000);

const databases = TestDatabases.create();
const servers = databases
  .eachSupportedId()
  .map(([id]) => id)
  .filter(id => id.split('_')[0] in engines);
const { leftOut } = whichEmulators();
const describeEach = leftOut ? describe.skip : describe;

/** A pool closes a connection that is older, so that there are new ones in each moment of a rotation. */
const CONNECTION_LIFETIME_MS = 50;

/** In each moment. */
const CALLS = 25;

let emulator: Emulator;
let secretsManager: SecretsManagerClient;
const environment = { ...process.env };

beforeAll(async () => {
  if (leftOut) {
    return;
  }
  emulator = await startEmulator('ministack');
  secretsManager = new SecretsManagerClient(emulator.clientConfig);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SECRETS_MANAGER: emulator.endpoint,
    AWS_ACCESS_KEY_ID: 'testing',
    AWS_SECRET_ACCESS_KEY: 'testing',
  });
});

afterAll(async () => {
  process.env = environment;
  await emulator?.stop();
});

describeEach.each(servers)(`credentials in a secret, on %s`, id => {
  let engine: Engine;
  let server: Knex;
  let account: RotatingAccount;
  let accounts: RotatingAccount[];
  const logger = mockServices.logger.mock({ child: () => logger });

  beforeAll(async () => {
    engine = engines[id.split('_')[0]];
    server = await databases.init(id);
  });
  beforeEach(async () => {
    jest.clearAllMocks();
    // knex tells there of connections that broke.
    jest.spyOn(console, 'log').mockImplementation();
    accounts = [];
    account = await createAccount();
  });
  afterEach(async () => {
    for (const each of accounts.reverse()) {
      await each.drop();
    }
  });

  async function createAccount() {
    const created = new RotatingAccount(engine, server, secretsManager);
    accounts.push(created);
    return created.create();
  }

  const logged = () =>
    JSON.stringify(
      Object.values(logger).flatMap(log => (log as jest.Mock).mock?.calls),
    );

  /** The backend of an adopter, with a plugin that knows nothing of secrets. */
  async function startBackend(
    connection: JsonObject,
    database: JsonObject = {},
    features: ServiceFactory[] = [],
  ) {
    const { host, port: databasePort } = server.client.config.connection;
    const backend = await startTestBackend({
      features: [
        mockServices.rootLogger.mock(logger).factory,
        mockServices.rootConfig.factory({
          data: {
            backend: {
              database: {
                client: engine.client,
                prefix: account.prefix,
                knexConfig: {
                  pool: {
                    min: 0,
                    maxConnectionLifetimeMillis: CONNECTION_LIFETIME_MS,
                  },
                },
                ...database,
                connection: { host, port: databasePort, ...connection },
              },
            },
          },
        }),
        loadDatabaseCredentials,
        ...features,
        notes,
      ],
    });
    const port = backend.server.port();
    const load = new Load(`http://localhost:${port}/api/notes`);
    return { load, stop: () => backend.stop() };
  }

  /** Nobody can go on with a connection that ends while it is used; so it ends while there is no call. */
  async function breakConnections(load: Load) {
    await load.stop();
    await account.disconnect();
    load.start();
  }

  /** In the order of AWS, with calls and new connections in each moment. */
  async function rotate(load: Load) {
    const moments = [
      () => account.createSecret(),
      () => account.setSecret(),
      () => breakConnections(load),
      () => account.finishSecret(),
      () => breakConnections(load),
    ];
    for (const moment of moments) {
      await load.answered(CALLS);
      await moment();
    }
    await load.answered(CALLS);
  }

  it('no request fails while the password rotates, twice, and all connections break', async () => {
    const { load, stop } = await startBackend({ secretArn: account.secretArn });
    load.start();
    await rotate(load);
    await rotate(load);
    await load.stop();
    await stop();
    expect(load.failures).toEqual([]);
    expect(load.answers).toBeGreaterThan(12 * CALLS);
    expect(logged()).toContain('with new credentials of');
    expect(logged()).not.toContain('secret-');
  });

  it('requests fail when Backstage alone has user and password: the test above can fail', async () => {
    const { user, password } = account;
    const { load, stop } = await startBackend({ user, password }, {}, [
      databaseServiceFactory,
    ]);
    load.start();
    await rotate(load);
    await load.stop();
    await stop();
    expect(load.failures).not.toEqual([]);
  });

  it('the backend starts, and makes its database, when only AWSPENDING works', async () => {
    await account.createSecret();
    await account.setSecret();
    const { load, stop } = await startBackend({ secretArn: account.secretArn });
    load.start();
    await load.answered(CALLS);
    await load.stop();
    await stop();
    expect(load.failures).toEqual([]);
  });

  it.each([
    ['a secret', ({ secretArn }: RotatingAccount) => ({ secretArn })],
    [
      'user and password',
      ({ user, password }: RotatingAccount) => ({ user, password }),
    ],
  ])('a plugin has %s of its own', async (_, credentialsOf) => {
    const own = await createAccount();
    const { load, stop } = await startBackend(
      { secretArn: account.secretArn },
      {
        plugin: {
          notes: {
            connection: {
              ...credentialsOf(own),
              database: await own.createDatabase(),
            },
          },
        },
      },
    );
    load.start();
    // Never, if the plugin went on with the credentials of all.
    do {
      await load.answered(CALLS);
    } while ((await own.countConnections()) === 0);
    await load.stop();
    await stop();
    expect(load.failures).toEqual([]);
  });

  it('says where to look when neither AWSCURRENT nor AWSPENDING works', async () => {
    await engine.setPassword(server, account.user, 'changed at the database');
    const explained = (secret: string) =>
      `refuses AWSCURRENT and AWSPENDING of ${secret}; look whether`;
    const starting = startBackend({ secretArn: account.secretArn });
    await expect(starting).rejects.toThrow(explained('its secret'));
    expect(logged()).toContain(explained(account.secretArn));
  });

  if (id.startsWith('POSTGRES')) {
    it('plugins have a schema each in one database', async () => {
      const { load, stop } = await startBackend(
        {
          secretArn: account.secretArn,
          database: await account.createDatabase(),
        },
        { pluginDivisionMode: 'schema' },
      );
      load.start();
      await rotate(load);
      await load.stop();
      await stop();
      expect(load.failures).toEqual([]);
    });
  }
});
