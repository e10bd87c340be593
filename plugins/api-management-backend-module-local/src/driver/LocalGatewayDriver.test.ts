import { metrics } from '@opentelemetry/api';
import { readFile, writeFile } from 'node:fs/promises';
import { mockServices } from '@backstage/backend-test-utils';
import { exampleGrant } from '@oaf/access/testUtils';
import type { GatewayDiscovery } from '@oaf/backstage-plugin-api-management-node';
import {
  gatewayAccessContract,
  gatewayDiscoveryContract,
  textOf,
} from '@oaf/backstage-plugin-api-management-node/testUtils';
import { parse } from 'yaml';
import { makeTestConfig } from '../__testUtils__/startTestGateway';
import {
  createTestDatabases,
  migratedDatabase,
} from '../__testUtils__/testDatabases';
import { createLocalGateway } from '../createLocalGateway';
import type { LocalGateway } from '../createLocalGateway';
import { EMBEDDED_GATEWAY } from './embeddedAccount';

jest.mock('node:worker_threads', () =>
  jest
    .requireActual('@oaf/backstage-plugin-api-management-node/testUtils')
    .typeScriptThreads(),
);

jest.setTimeout(30_000);

const UPSTREAM = 'http://10.0.0.7:8080/accounts';
const databases = createTestDatabases();
const { signal } = new AbortController();

const gateways: LocalGateway[] = [];
afterEach(() => Promise.all(gateways.splice(0).map(one => one.close())));

type Engine = ReturnType<typeof databases.eachSupportedId>[number][0];

async function createDriver(engine: Engine, overrides?: object) {
  const knex = await migratedDatabase(databases, engine);
  const config = await makeTestConfig(UPSTREAM, overrides);
  const logger = mockServices.logger.mock();
  const open = async () => {
    const gateway = await createLocalGateway({
      config,
      knex,
      metrics: metrics.getMeter('test'),
      logger,
    });
    gateways.push(gateway);
    return gateway.driver;
  };
  const driver = await open();
  const [account] = driver.builtInAccounts();
  const discoverBy = async (by: GatewayDiscovery) => {
    const apis = [];
    for await (const api of by.discover(account, 'local', { signal })) {
      apis.push(api);
    }
    return apis;
  };
  const discover = () => discoverBy(driver);
  const restart = async () => discoverBy(await open());
  return { knex, config, driver, account, discover, restart };
}

describe.each(databases.eachSupportedId())('on %s', engine => {
  const upstreamAddresses = ['10.0.0.7', '8080'];

  gatewayDiscoveryContract('LocalGatewayDriver', async () => {
    const { driver } = await createDriver(engine);
    return { driver, upstreamAddresses };
  });

  gatewayAccessContract('LocalGatewayDriver', async () => {
    const { driver, knex } = await createDriver(engine);
    return {
      driver,
      upstreamAddresses,
      heldRevision: async ({ clientId }) => {
        const row = await knex('local_gateway_grants')
          .where({ client_id: clientId, removed_at: null })
          .first('revision');
        return row && Number(row.revision);
      },
    };
  });
});

describe('LocalGatewayDriver', () => {
  it('runs the embedded account', async () => {
    const { driver, config } = await createDriver('SQLITE_3');
    expect(driver.builtInAccounts()).toEqual([
      {
        id: 'embedded',
        driver: 'local',
        accountId: 'embedded',
        partition: 'local',
        alias: 'Embedded gateway',
        regions: ['local'],
      },
    ]);
    expect(driver.accessEndpoints(EMBEDDED_GATEWAY)).toEqual({
      issuer: `${config.baseUrl}/oauth`,
      registrationEndpoint: `${config.baseUrl}/oauth/register`,
      tokenEndpoint: `${config.baseUrl}/oauth/token`,
    });
  });

  it('tells where key pairs are made, when it makes them', async () => {
    const { driver, config } = await createDriver('SQLITE_3');
    config.makesKeyPairs = true;
    expect(driver.accessEndpoints(EMBEDDED_GATEWAY)).toMatchObject({
      keyPairEndpoint: `${config.baseUrl}/oauth/key-pair`,
    });
  });

  it('takes no grant that comes with a KMS key', async () => {
    const { driver, config } = await createDriver('SQLITE_3');
    const grant = exampleGrant(config.baseUrl, { dedicatedKey: {} });
    await expect(
      driver.applyGrant(EMBEDDED_GATEWAY, grant, { signal }),
    ).rejects.toThrow('A KMS key for each subscription is not offered here');
    const held = await driver.readGrantActivity(EMBEDDED_GATEWAY, {
      subscriptionId: grant.subscriptionId,
      credentialIds: [],
    });
    expect(held).toBeUndefined();
  });

  it('describes an API by its document and its configuration', async () => {
    const { config, discover } = await createDriver('SQLITE_3');
    config.apis[0].tags = { owner: 'group:default/team-a' };
    await expect(discover()).resolves.toEqual([
      {
        region: 'local',
        apiId: 'accounts',
        stage: 'live',
        title: 'Accounts',
        description: `Runs at ${config.baseUrl}/accounts`,
        apiVersion: '1.2.0',
        protocol: 'REST',
        invokeUrl: `${config.baseUrl}/accounts`,
        tags: { owner: 'group:default/team-a' },
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
  });

  it('changes the fingerprint with all that the definition is made of', async () => {
    const { config, discover, restart } = await createDriver('SQLITE_3');
    const [api] = config.apis;
    const { definition } = api;
    const fingerprints = new Set([(await discover())[0].fingerprint]);
    await writeFile(
      definition,
      `${await readFile(definition, 'utf8')}\ntags: []\n`,
    );
    fingerprints.add((await discover())[0].fingerprint);
    api.invokeUrl = 'https://api.example.com/accounts';
    fingerprints.add((await restart())[0].fingerprint);
    api.upstream = 'http://10.0.0.8';
    fingerprints.add((await restart())[0].fingerprint);
    expect(fingerprints.size).toBe(4);
  });

  it('lists its other APIs when the document of one cannot be read', async () => {
    const { config, driver, account, discover } = await createDriver(
      'SQLITE_3',
    );
    const [good] = config.apis;
    const definition = `${good.definition}.html`;
    await writeFile(definition, '<html>504</html>');
    config.apis.unshift({ ...good, name: 'bad', definition, configKey: 'bad' });
    const apis = await discover();
    expect(apis).toEqual([
      expect.objectContaining({
        apiId: 'bad',
        title: 'bad',
        problem: expect.stringMatching(
          /^The OpenAPI document that 'bad.definition' names cannot be read: /,
        ),
      }),
      expect.not.objectContaining({ problem: expect.anything() }),
    ]);
    await expect(
      driver.exportDefinition(account, apis[0], { signal }),
    ).rejects.toMatchObject({ name: 'GatewayError', message: apis[0].problem });
  });

  it('takes every server out of the definition but the invoke URL', async () => {
    const { config, driver, account, discover } = await createDriver(
      'SQLITE_3',
    );
    const servers = [{ url: 'http://backend.internal' }];
    const document = {
      openapi: '3.0.3',
      info: { title: 'A', version: '1', description: `See ${UPSTREAM}/x` },
      servers,
      paths: { '/a': { servers, get: { servers, responses: {} } } },
      components: { schemas: { A: { properties: { servers: {} } } } },
    };
    const { definition, invokeUrl } = config.apis[0];
    await writeFile(definition, JSON.stringify(document));
    const [api] = await discover();
    const exported = await driver.exportDefinition(account, api, { signal });
    expect(parse(textOf(exported))).toEqual({
      openapi: '3.0.3',
      info: { title: 'A', version: '1', description: `See ${invokeUrl}/x` },
      paths: { '/a': { get: { responses: {} } } },
      components: { schemas: { A: { properties: { servers: {} } } } },
      servers: [{ url: invokeUrl }],
    });
  });

  it('tells where a Swagger 2 API is called', async () => {
    const { config, driver, account, discover } = await createDriver(
      'SQLITE_3',
    );
    await writeFile(
      config.apis[0].definition,
      'swagger: "2.0"\ninfo: { title: A, version: "1" }\nhost: backend.internal\npaths: {}',
    );
    const [api] = await discover();
    const exported = await driver.exportDefinition(account, api, { signal });
    expect(parse(textOf(exported))).toMatchObject({
      host: new URL(config.baseUrl).host,
      basePath: '/accounts',
      schemes: ['http'],
    });
  });

  it('knows neither other accounts nor other APIs', async () => {
    const { driver, account, discover } = await createDriver('SQLITE_3');
    const [api] = await discover();
    await expect(
      driver.exportDefinition({ ...account, accountId: '1' }, api, { signal }),
    ).rejects.toThrow('The embedded gateway has no account 1');
    await expect(
      driver.exportDefinition(account, { ...api, apiId: 'x' }, { signal }),
    ).resolves.toBeUndefined();
  });
});
