import type { ApiSpec } from '@oaf/control-plane-simulator';
import { textOf } from '@oaf/backstage-plugin-api-management-node/testUtils';
import {
  account,
  accountId,
  accountSpec,
  discover,
  region,
  signal,
  startSimulated,
  type Simulated,
} from '../__testUtils__/simulator';

const rest: ApiSpec = {
  apiId: 'rest000001',
  name: 'Accounts',
  protocol: 'REST',
  description: 'Balances',
  version: '2.1',
  tags: { owner: 'team-a', line: 'banking' },
  stages: [
    {
      name: 'prod',
      tags: { line: 'open-banking' },
      variables: { password: 'stage-secret' },
    },
  ],
};
const http: ApiSpec = {
  apiId: 'http000001',
  name: 'Quotes',
  protocol: 'HTTP',
  stages: [{ name: '$default' }, { name: 'v2' }],
};
const socket: ApiSpec = {
  apiId: 'sock000001',
  name: 'Ticker',
  protocol: 'WEBSOCKET',
  stages: [{ name: 'prod', variables: { password: 'stage-secret' } }],
  routes: [{ routeKey: 'tick', requestModels: { $default: 'Tick' } }],
  models: [
    {
      name: 'Tick',
      contentType: 'application/json',
      schema: { type: 'object' },
    },
  ],
};

describe('discovery', () => {
  let simulated: Simulated;

  beforeEach(async () => {
    simulated = await startSimulated({
      accounts: [
        {
          ...accountSpec,
          apis: { [region]: [rest, http, socket] },
          domainNames: {
            [region]: [
              {
                domainName: 'z.example.com',
                mappings: [
                  { path: '', apiId: http.apiId, stage: 'v2' },
                  { path: 'other', apiId: rest.apiId, stage: 'prod' },
                ],
              },
              {
                domainName: 'api.example.com',
                mappings: [
                  { path: 'accounts/v2', apiId: rest.apiId, stage: 'prod' },
                ],
              },
              {
                domainName: '*.example.com',
                mappings: [{ path: '', apiId: socket.apiId, stage: 'prod' }],
              },
            ],
          },
        },
      ],
    });
  });

  afterEach(() => simulated.close());

  const exportOf = async (apiId: string) => {
    const [api] = await discover(simulated, { apiId });
    return simulated.driver.discovery.exportDefinition(account, api, {
      signal,
    });
  };

  it('describes REST, HTTP and WebSocket APIs with their stages', async () => {
    expect(await discover(simulated)).toEqual([
      {
        region,
        apiId: 'rest000001',
        stage: 'prod',
        title: 'Accounts',
        description: 'Balances',
        apiVersion: '2.1',
        protocol: 'REST',
        invokeUrl: 'https://api.example.com/accounts/v2',
        consoleUrl:
          'https://eu-west-1.console.aws.amazon.com/apigateway/main/apis/rest000001/stages?api=rest000001&region=eu-west-1',
        arn: 'arn:aws:apigateway:eu-west-1::/restapis/rest000001/stages/prod',
        tags: { owner: 'team-a', line: 'open-banking' },
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
      expect.objectContaining({
        apiId: 'http000001',
        stage: '$default',
        protocol: 'HTTP',
        invokeUrl: 'https://http000001.execute-api.eu-west-1.amazonaws.com',
        arn: 'arn:aws:apigateway:eu-west-1::/apis/http000001/stages/$default',
      }),
      expect.objectContaining({
        stage: 'v2',
        invokeUrl: 'https://z.example.com',
      }),
      expect.objectContaining({
        protocol: 'WEBSOCKET',
        invokeUrl: 'wss://sock000001.execute-api.eu-west-1.amazonaws.com/prod',
        consoleUrl:
          'https://eu-west-1.console.aws.amazon.com/apigateway/main/develop/stages?api=sock000001&region=eu-west-1',
      }),
    ]);
  });

  it('reads two calls, two domains and the stages of each API', async () => {
    await discover(simulated);
    expect(simulated.plane.counts().operations).toEqual({
      'sts:AssumeRole': 1,
      'apigateway:v2:GetDomainNames': 1,
      'apigateway:v2:GetApiMappings': 2,
      'apigateway:GetRestApis': 1,
      'apigateway:GetStages': 1,
      'apigateway:v2:GetApis': 1,
      'apigateway:v2:GetStages': 2,
    });
  });

  it('reads one API by two calls and remembers custom domains from the last sweep', async () => {
    await discover(simulated);
    simulated.plane.resetCounts();
    const [api] = await discover(simulated, { apiId: rest.apiId });
    expect(api.invokeUrl).toBe('https://api.example.com/accounts/v2');
    expect(simulated.plane.counts().operations).toEqual({
      'apigateway:GetRestApi': 1,
      'apigateway:GetStages': 1,
    });
  });

  it('reads custom domains again once the account was forgotten', async () => {
    await discover(simulated);
    simulated.driver.linking!.forget(account);
    simulated.plane.resetCounts();
    await discover(simulated, { apiId: rest.apiId });
    expect(simulated.plane.counts().operations).toMatchObject({
      'sts:AssumeRole': 1,
      'apigateway:v2:GetDomainNames': 1,
    });
  });

  it('gives a new fingerprint to an API that was deployed again, and to no other', async () => {
    const before = await discover(simulated);
    simulated.plane.world.changeApi(accountId, region, http.apiId);
    const after = await discover(simulated);
    expect(
      after
        .filter(({ fingerprint }, i) => fingerprint !== before[i].fingerprint)
        .map(({ apiId, stage }) => [apiId, stage]),
    ).toEqual([
      ['http000001', '$default'],
      ['http000001', 'v2'],
    ]);
  });

  it('tells of no API that has no stage', async () => {
    simulated.plane.world.changeApi(accountId, region, rest.apiId, {
      stages: [],
    });
    expect(await discover(simulated, { apiId: rest.apiId })).toEqual([]);
  });

  it('exports REST and HTTP APIs without backends, with the invoke URL as server', async () => {
    for (const [apiId, url] of [
      [rest.apiId, 'https://api.example.com/accounts/v2'],
      [http.apiId, 'https://http000001.execute-api.eu-west-1.amazonaws.com'],
    ]) {
      const definition = await exportOf(apiId);
      expect(definition).toEqual({
        format: 'openapi',
        text: expect.not.stringMatching(/backend\.internal|x-amazon/),
      });
      expect(JSON.parse(textOf(definition))).toMatchObject({
        openapi: '3.0.1',
        servers: [{ url }],
      });
    }
  });

  it('describes a WebSocket API by AsyncAPI, and says what is missing', async () => {
    const definition = await exportOf(socket.apiId);
    expect(definition).toMatchObject({
      format: 'asyncapi',
      note: 'Made from the routes and models of the WebSocket API. API Gateway does not know which messages the API sends, so they are missing.',
    });
    expect(JSON.parse(textOf(definition))).toMatchObject({
      asyncapi: '3.0.0',
      operations: { tick: { action: 'receive' } },
    });
  });

  it('never shows a stage variable', async () => {
    const apis = await discover(simulated);
    const definitions = await Promise.all(
      apis.map(api =>
        simulated.driver.discovery.exportDefinition(account, api, { signal }),
      ),
    );
    expect(JSON.stringify([apis, definitions])).not.toContain('stage-secret');
  });

  it('tells how much of the quota it took', async () => {
    const budget = () =>
      simulated.driver.discovery.requestBudget!(account, region);
    expect(budget()).toBeUndefined();
    await discover(simulated);
    expect(budget()).toEqual({
      rate: 10,
      burst: 40,
      requests: 8,
      throttled: 0,
      sharedByRegions: false,
    });
  });
});
