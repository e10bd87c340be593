import { readFile, rm, writeFile } from 'node:fs/promises';
import { mockServices } from '@backstage/backend-test-utils';
import {
  gatewayAccessContract,
  gatewayDiscoveryContract,
} from '@oaf/backstage-plugin-api-management-node/testUtils';
import { parse } from 'yaml';
import { makeTestConfig } from '../__testUtils__/startTestGateway';
import {
  createTestDatabases,
  migratedDatabase,
} from '../__testUtils__/testDatabases';
import { createLocalGateway } from '../createLocalGateway';

jest.setTimeout(30_000);

const UPSTREAM = 'http://10.0.0.7:8080/accounts';
const databases = createTestDatabases();
const { signal } = new AbortController();

type Engine = ReturnType<typeof databases.eachSupportedId>[number][0];

async function createDriver(engine: Engine, overrides?: object) {
  const knex = await migratedDatabase(databases, engine);
  const config = await makeTestConfig(UPSTREAM, overrides);
  const logger = mockServices.logger.mock();
  const { driver } = await createLocalGateway({ config, knex, logger });
  const [account] = driver.builtInAccounts();
  const discover = async () => {
    const apis = [];
    for await (const api of driver.discover(account, 'local', { signal })) {
      apis.push(api);
    }
    return apis;
  };
  return { knex, config, driver, account, discover };
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
    const { driver, account, config } = await createDriver('SQLITE_3');
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
    expect(driver.accessEndpoints(account)).toEqual({
      issuer: `${config.baseUrl}/oauth`,
      registrationEndpoint: `${config.baseUrl}/oauth/register`,
      tokenEndpoint: `${config.baseUrl}/oauth/token`,
    });
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
    const { config, discover } = await createDriver('SQLITE_3');
    const [api] = config.apis;
    const fingerprints = new Set([(await discover())[0].fingerprint]);
    const { definition } = api;
    await writeFile(
      definition,
      `${await readFile(definition, 'utf8')}\ntags: []\n`,
    );
    fingerprints.add((await discover())[0].fingerprint);
    api.invokeUrl = 'https://api.example.com/accounts';
    fingerprints.add((await discover())[0].fingerprint);
    api.upstream = 'http://10.0.0.8';
    fingerprints.add((await discover())[0].fingerprint);
    expect(fingerprints.size).toBe(4);
  });

  it.each([
    ['is missing', undefined, 'ENOENT'],
    ['is not YAML', 'a: [', 'Line 1 is no YAML: Flow sequence'],
    ['is not OpenAPI', 'a: 1', 'neither an "openapi" nor a "swagger" member'],
  ])(
    'names the file and the key when a document %s',
    async (_, text, reason) => {
      const { config, discover } = await createDriver('SQLITE_3');
      const [api] = config.apis;
      if (text === undefined) {
        await rm(api.definition);
      } else {
        await writeFile(api.definition, text);
      }
      await expect(discover()).rejects.toThrow(reason);
      await expect(discover()).rejects.toThrow(
        `${api.definition}, named by 'apiManagement.gateways.local.apis[0].definition', cannot be read`,
      );
    },
  );

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
    expect(parse(exported!.text)).toEqual({
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
    expect(parse(exported!.text)).toMatchObject({
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
