import { mockServices } from '@backstage/backend-test-utils';
import {
  startEmulator,
  whichEmulators,
  type Emulator,
} from '@oaf/aws-emulator';
import { getItem, readNumber, readText } from '@oaf/access/aws';
import { exampleGrant, exampleSecrets } from '@oaf/access/testUtils';
import {
  gatewayAccessContract,
  gatewayDiscoveryContract,
  textOf,
} from '@oaf/backstage-plugin-api-management-node/testUtils';
import petstore from '@readme/oas-examples/3.0/json/petstore.json';
import uspto from '@readme/oas-examples/3.0/json/uspto.json';
import { BACKEND, EmulatedAccount } from './__testUtils__/EmulatedAccount';
import { awsConfig, discover, signal } from './__testUtils__/simulator';
import { createAwsDriver } from './createAwsDriver';

const { leftOut } = whichEmulators();
const describeMoto = leftOut ? describe.skip : describe;

// The first start installs the emulator.
jest.setTimeout(300_000);

const [ireland, frankfurt] = ['eu-west-1', 'eu-central-1'];

describeMoto(`The AWS driver over moto ${leftOut ?? ''}`, () => {
  let emulator: Emulator;
  let created: ReturnType<typeof createAwsDriver>;
  let first: EmulatedAccount;
  let second: EmulatedAccount;
  const ids = { petstore: '', uspto: '', http: '', socket: '' };

  beforeAll(async () => {
    emulator = await startEmulator('moto');
    created = createAwsDriver({
      config: awsConfig({ endpoint: emulator.endpoint }),
      credentials: async () => async () => emulator.clientConfig.credentials,
      logger: mockServices.logger.mock(),
    });
    const regions = [ireland, frankfurt];
    first = await EmulatedAccount.create(emulator, '111111111111', regions);
    second = await EmulatedAccount.create(emulator, '222222222222', [ireland]);
    ids.petstore = await first.createRestApi(ireland, {
      name: 'Petstore',
      document: petstore,
      tags: { owner: 'group:default/pets' },
    });
    ids.uspto = await first.createRestApi(frankfurt, {
      name: 'Patents',
      document: uspto,
    });
    ids.http = await first.createV2Api(ireland, 'HTTP', '$default');
    ids.socket = await second.createV2Api(ireland, 'WEBSOCKET', 'live');
    await first.mapDomain(ireland, 'api.example.com', ids.http, '$default');
  });

  afterAll(async () => {
    await created.close();
    await emulator.stop();
  });

  const list = (account: EmulatedAccount, region: string, apiId?: string) =>
    discover(created, { account: account.link, region, apiId });

  it('finds the APIs of each account and region, and of no other', async () => {
    const found = await Promise.all([
      list(first, ireland),
      list(first, frankfurt),
      list(second, ireland),
    ]);
    const told = found.map(apis =>
      apis.map(({ apiId, stage, protocol, invokeUrl }) => ({
        apiId,
        stage,
        protocol,
        invokeUrl,
      })),
    );
    const host = (id: string, region: string) =>
      `${id}.execute-api.${region}.amazonaws.com`;
    expect(told).toEqual([
      [
        {
          apiId: ids.petstore,
          stage: 'prod',
          protocol: 'REST',
          invokeUrl: `https://${host(ids.petstore, ireland)}/prod`,
        },
        {
          apiId: ids.http,
          stage: '$default',
          protocol: 'HTTP',
          invokeUrl: 'https://api.example.com/v1',
        },
      ],
      [
        {
          apiId: ids.uspto,
          stage: 'prod',
          protocol: 'REST',
          invokeUrl: `https://${host(ids.uspto, frankfurt)}/prod`,
        },
      ],
      [
        {
          apiId: ids.socket,
          stage: 'live',
          protocol: 'WEBSOCKET',
          invokeUrl: `wss://${host(ids.socket, ireland)}/live`,
        },
      ],
    ]);
    expect(found[0][0].tags).toEqual({ owner: 'group:default/pets' });
    expect(JSON.stringify(found)).not.toContain('stage-secret');
  });

  it('exports a document that was deployed as an API', async () => {
    const [api] = await list(first, ireland, ids.petstore);
    const { discovery } = created.driver;
    const definition = await discovery.exportDefinition(first.link, api, {
      signal,
    });
    const { paths } = JSON.parse(textOf(definition));
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining(['/pet/{petId}', '/store/inventory']),
    );
  });

  it('sees a deployment, and no longer an API that was deleted', async () => {
    const id = await second.createRestApi(ireland, {
      name: 'Short-lived',
      document: uspto,
    });
    const [before] = await list(second, ireland, id);
    await second.deploy(ireland, id);
    const [after] = await list(second, ireland, id);
    expect(after.fingerprint).not.toBe(before.fingerprint);
    await second.deleteRestApi(ireland, id);
    expect(await list(second, ireland, id)).toEqual([]);
    expect(
      (await list(second, ireland)).map(({ apiId }) => apiId),
    ).not.toContain(id);
    await expect(
      created.driver.discovery.exportDefinition(second.link, after, {
        signal,
      }),
    ).resolves.toBeUndefined();
  });

  it('refuses to link where nobody enforces the trust policy', async () => {
    const { checks, regions } = await created.driver.linking!.verify(
      first.link,
      { signal },
    );
    expect(checks).toEqual([
      { check: 'assume-role', outcome: 'passed' },
      {
        check: 'external-id-required',
        outcome: 'failed',
        message: expect.stringMatching(
          /^The role can be assumed without an external id\. Whoever learns its ARN could then reach the account through us\./,
        ),
      },
      { check: 'account', outcome: 'skipped' },
      { check: 'regions', outcome: 'skipped' },
    ]);
    expect(regions).toEqual([]);
  });

  it('knows who it is there', async () => {
    const setup = await created.driver.linking!.trustSetup({
      accountId: '111111111111',
      partition: 'aws',
      externalId: 'k3Jd8sLq0ZxY7vBn2mWc4A',
      permissionSets: ['import'],
      events: false,
      forStackSet: false,
    });
    expect(setup.principalArn).toBe('arn:aws:sts::123456789012:user/moto');
  });

  describe('gives access', () => {
    const access = () => created.driver.access!;

    it('by keys in usage plans, and takes it back', async () => {
      const { gateway } = await first.createGateway(frankfurt, ids.uspto);
      const grant = exampleGrant(gateway.outputs.Issuer);
      const apiKeyValues = async () => exampleSecrets.apiKey;
      await access().applyGrant(gateway, grant, { signal, apiKeyValues });
      const made = await first.readKeys(frankfurt);
      expect(made.keys).toMatchObject([
        {
          name: `oaf-${grant.apiKeys[0].credentialId}`,
          value: exampleSecrets.apiKey,
          enabled: true,
        },
      ]);
      expect(made.plans).toMatchObject([
        { apiStages: [{ apiId: ids.uspto, stage: 'prod' }] },
      ]);
      expect(made.inPlans).toEqual([made.keys[0].id]);
      const suspended = { ...grant, revision: 2, status: 'suspended' as const };
      await access().applyGrant(gateway, suspended, { signal, apiKeyValues });
      const { keys } = await first.readKeys(frankfurt);
      expect(keys).toMatchObject([{ enabled: false }]);
      await access().removeGrant(
        gateway,
        { ...grant, revision: 3 },
        { signal },
      );
      await expect(first.readKeys(frankfurt)).resolves.toEqual({
        keys: [],
        plans: [],
        inPlans: [],
      });
    });

    gatewayAccessContract('The AWS driver over moto', async () => {
      const { gateway, table } = await first.createGateway(
        ireland,
        ids.petstore,
      );
      return {
        driver: created.driver,
        account: first.link,
        gateway,
        upstreamAddresses: [BACKEND],
        heldRevision: async ({ clientId }) => {
          const item = await getItem(table, `client#${clientId}`);
          return item && readText(item, 'grant')
            ? readNumber(item, 'revision') ?? undefined
            : undefined;
        },
      };
    });
  });

  gatewayDiscoveryContract('The AWS driver over moto', async () => ({
    driver: created.driver,
    account: first.link,
    upstreamAddresses: [BACKEND],
  }));
});
