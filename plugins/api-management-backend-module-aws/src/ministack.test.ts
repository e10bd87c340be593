import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { mockServices } from '@backstage/backend-test-utils';
import {
  startEmulator,
  whichEmulators,
  type Emulator,
} from '@oaf/aws-emulator';
import type { LinkedAccount } from '@oaf/backstage-plugin-api-management-node';
import {
  gatewayDiscoveryContract,
  textOf,
} from '@oaf/backstage-plugin-api-management-node/testUtils';
import petstore from '@readme/oas-examples/3.0/json/petstore.json';
import { buildRestApi } from './__testUtils__/buildRestApi';
import { awsConfig, discover, signal } from './__testUtils__/simulator';
import { createAwsDriver } from './createAwsDriver';

const { leftOut } = whichEmulators();
const describeMiniStack = leftOut ? describe.skip : describe;

// The first start installs the emulator.
jest.setTimeout(300_000);

const region = 'eu-central-1';
const backend = 'https://backend.internal';

/** MiniStack's sessions are all in this account. */
const account: LinkedAccount = {
  id: 'link-ministack',
  driver: 'aws',
  accountId: '000000000000',
  partition: 'aws',
  alias: 'MiniStack',
  regions: [region],
  trust: {
    roleArn: 'arn:aws:iam::000000000000:role/OpenApiFrameworkTrust',
    externalId: 'k3Jd8sLq0ZxY7vBn2mWc4A',
  },
};

describeMiniStack(`The AWS driver over MiniStack ${leftOut ?? ''}`, () => {
  let emulator: Emulator;
  let created: ReturnType<typeof createAwsDriver>;
  let apiId: string;

  beforeAll(async () => {
    emulator = await startEmulator('ministack');
    created = createAwsDriver({
      config: awsConfig({ endpoint: emulator.endpoint }),
      credentials: async () => async () => emulator.clientConfig.credentials,
      logger: mockServices.logger.mock(),
    });
    const client = new APIGatewayClient({ ...emulator.clientConfig, region });
    apiId = await buildRestApi(client, petstore, {
      backend,
      stageName: 'prod',
    });
  });

  afterAll(async () => {
    await created.close();
    await emulator.stop();
  });

  it('exports the operations of an API as OpenAPI 3.0, without its backend', async () => {
    const [api] = await discover(created, { account, region, apiId });
    const { discovery } = created.driver;
    const definition = await discovery.exportDefinition(account, api, {
      signal,
    });
    const document = JSON.parse(textOf(definition));
    expect(document).toMatchObject({
      openapi: expect.stringMatching(/^3\.0/),
      servers: [{ url: api.invokeUrl }],
    });
    const operations = (paths: Record<string, object>) =>
      Object.entries(paths)
        .flatMap(([path, methods]) =>
          Object.keys(methods).map(method => `${method} ${path}`),
        )
        .sort();
    expect(operations(document.paths)).toEqual(operations(petstore.paths));
    expect(textOf(definition)).not.toContain(backend);
  });

  it('refuses to link where nobody enforces the trust policy', async () => {
    const { checks } = await created.driver.linking!.verify(account, {
      signal,
    });
    expect(checks).toContainEqual({
      check: 'external-id-required',
      outcome: 'failed',
      message: expect.stringContaining(
        'The role can be assumed without an external id.',
      ),
    });
  });

  gatewayDiscoveryContract('The AWS driver over MiniStack', async () => ({
    driver: created.driver,
    account,
    upstreamAddresses: [backend],
  }));
});
