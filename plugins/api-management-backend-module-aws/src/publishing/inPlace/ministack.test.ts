import {
  CreateDeploymentCommand,
  GetAuthorizersCommand,
  GetDeploymentsCommand,
  GetExportCommand,
  GetGatewayResponsesCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetStagesCommand,
  PutGatewayResponseCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  UpdateMethodCommand,
  UpdateRestApiCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import {
  AddPermissionCommand,
  GetPolicyCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { exampleGrant, exampleSecrets } from '@oaf/access/testUtils';
import { type Edge, startEdge, whichEmulators } from '@oaf/aws-emulator';
import type {
  Publication,
  PublishedRoute,
  PublishingChange,
} from '@oaf/backstage-plugin-api-management-node';
import type { Grant } from '@oaf/contract';
import { buildRestApi } from '../../__testUtils__/buildRestApi';
import {
  type Consumer,
  createConsumer,
} from '../../__testUtils__/createConsumer';
import {
  EmulatedGateway,
  otherAccount,
} from '../../__testUtils__/EmulatedGateway';
import type { Call } from '../../__testUtils__/startProxy';

const { leftOut } = whichEmulators();
const describeMiniStack = leftOut ? describe.skip : describe;

// The first start installs the emulator.
jest.setTimeout(300_000);

const { signal } = new AbortController();

/** Another one than the gateway's. */
const region = 'eu-west-1';

const document = {
  info: { title: 'Accounts', version: '1' },
  paths: {
    '/accounts': { get: {}, options: {} },
    '/accounts/{id}': { get: {}, delete: {} },
  },
};

const accessLog = {
  destinationArn:
    'arn:aws:firehose:eu-west-1:000000000000:deliverystream/amazon-apigateway-oaf',
  format: '{"requestId":"$context.extendedRequestId"}',
};

function killSwitch() {
  const controller = new AbortController();
  return {
    signal: controller.signal,
    kill: () => controller.abort(new Error('killed')),
  };
}

describeMiniStack(`publishing in place on MiniStack ${leftOut ?? ''}`, () => {
  let world: EmulatedGateway;
  let edge: Edge;
  let apiId: string;
  let consumer: Consumer | undefined;

  const owner = () => world.ownerIn(region);

  const routeTo = (
    changes: Partial<PublishedRoute['api']> = {},
  ): PublishedRoute => ({
    gatewayApiId: 'api-1',
    location: 'in-place',
    path: '/bank/accounts',
    api: {
      account: world.gateway.account,
      region,
      apiId,
      stage: 'prod',
      protocol: 'REST',
      url: `https://${edge.domainName}`,
      accessLog,
      ...changes,
    },
  });
  const publicationOf = (
    name: string,
    ...routes: PublishedRoute[]
  ): Publication => ({
    productId: `product-${name}`,
    basePath: `/${name}`,
    routes,
  });
  const bank = () => publicationOf('bank', routeTo());
  const publishing = () => world.driver.publishing!;
  const plan = (publication: Publication) =>
    publishing().plan(world.gateway, publication, { signal });
  const apply = (
    publication: Publication,
    onChange?: (change: PublishingChange) => void,
  ) => publishing().apply(world.gateway, publication, { signal, onChange });

  /** All that AWS tells of the API and of who may ask the authorizer, but for the time. */
  async function everything() {
    const client = owner();
    const restApiId = apiId;
    const { items: resources = [] } = await client.send(
      new GetResourcesCommand({ restApiId, embed: ['methods'], limit: 500 }),
    );
    const { item: stages = [] } = await client.send(
      new GetStagesCommand({ restApiId }),
    );
    const { $metadata: _, ...api } = await client.send(
      new GetRestApiCommand({ restApiId }),
    );
    const { items: authorizers = [] } = await client.send(
      new GetAuthorizersCommand({ restApiId }),
    );
    const { items: responses } = await client.send(
      new GetGatewayResponsesCommand({ restApiId }),
    );
    const { items: deployments = [] } = await client.send(
      new GetDeploymentsCommand({ restApiId }),
    );
    const exported = await client.send(
      new GetExportCommand({
        restApiId,
        stageName: 'prod',
        exportType: 'oas30',
        parameters: { extensions: 'apigateway' },
        accepts: 'application/json',
      }),
    );
    return {
      api,
      authorizers,
      responses,
      deployments: deployments.map(({ id }) => id),
      stages: stages.map(
        ({ lastUpdatedDate, accessLogSettings, ...stage }) => ({
          ...stage,
          accessLogSettings: accessLogSettings ?? {},
        }),
      ),
      resources: resources.map(({ resourceMethods = {}, ...resource }) => ({
        ...resource,
        methods: Object.fromEntries(
          Object.entries(resourceMethods).map(([name, method]) => [
            name,
            {
              ...method,
              // MiniStack answers a text, or nothing.
              apiKeyRequired: String(method.apiKeyRequired) === 'true',
            },
          ]),
        ),
      })),
      exported: JSON.parse(exported.body!.transformToString()),
      permissions: await permissions(),
    };
  }

  async function permissions() {
    const lambda = new LambdaClient(world.emulator.clientConfig);
    const { Policy = '{}' } = await lambda.send(
      new GetPolicyCommand({
        FunctionName: world.gateway.outputs.AuthorizerArn,
      }),
    );
    return JSON.parse(Policy).Statement;
  }

  const inPlaceRows = async () => [
    ...(await world.rows('objects#in-place')),
    ...(await world.rows('api#')),
  ];

  const grantOf = (overrides: Partial<Grant> = {}): Grant => {
    const { url: resource } = routeTo().api;
    const grant = exampleGrant(world.gateway.outputs.Issuer);
    const [api] = grant.apis;
    return {
      ...grant,
      apis: [{ ...api, region, apiId, stage: 'prod', resource }],
      limits: { rate: 100, burst: 100, quota: null },
      ...overrides,
    };
  };
  const grant = (overrides?: Partial<Grant>) =>
    world.driver.access!.applyGrant(world.gateway, grantOf(overrides), {
      signal,
      apiKeyValues: async () => exampleSecrets.apiKey,
      inPlace: [routeTo().api],
    });
  const call = (token: string) =>
    consumer!
      .call(token, `${routeTo().api.url}/accounts/1`, exampleSecrets.apiKey)
      .then(({ status }) => status)
      .catch(({ status }) => status);

  const isRead = ({ method, name }: Call) =>
    method === 'GET' || name === 'POST /';

  /** The nth call that is no reading is refused, with its effect or without. */
  function deniedOnce({ nth, after }: { nth: number; after: boolean }) {
    let count = -1;
    const message = 'No';
    const instead = {
      status: 403,
      headers: { 'x-amzn-errortype': 'AccessDeniedException' },
      body: JSON.stringify({ __type: 'AccessDeniedException', message }),
    };
    return (one: Call) => {
      count += isRead(one) ? 0 : 1;
      return !isRead(one) && count === nth ? { instead, after } : undefined;
    };
  }

  const isNth = (wanted: number) => (_: Call, nth: number) => nth === wanted;

  /** Nothing gets through after the call that is meant, which is no reading. @returns whether there was none */
  async function killedAt(
    isMeant: (write: Call, nth: number) => boolean,
    publication: Publication,
  ) {
    let count = -1;
    let isKilled = false;
    const { signal: killed, ...controller } = killSwitch();
    world.proxy.fault = one => {
      count += isRead(one) ? 0 : 1;
      const isStruck = !isKilled && !isRead(one) && isMeant(one, count);
      if (!isStruck && !isKilled) {
        return undefined;
      }
      isKilled = true;
      controller.kill();
      return { instead: 'dropped', after: isStruck };
    };
    const isDone = await publishing()
      .apply(world.gateway, publication, { signal: killed })
      .then(
        () => true,
        () => false,
      );
    world.proxy.fault = undefined;
    return isDone;
  }

  beforeAll(async () => {
    world = await EmulatedGateway.start();
    edge = await startEdge(world.emulator.endpoint);
  });

  afterAll(async () => {
    await consumer?.close();
    await edge?.close();
    await world?.stop();
  });

  /** An API as its owner deployed it. */
  beforeEach(async () => {
    world.proxy.fault = undefined;
    apiId = await buildRestApi(owner(), document, {
      backend: world.upstream.url,
      stageName: 'prod',
    });
    edge.answersFor = { apiId, stage: 'prod' };
    await owner().send(
      new PutGatewayResponseCommand({
        restApiId: apiId,
        responseType: 'UNAUTHORIZED',
        statusCode: '401',
        responseParameters: {
          'gatewayresponse.header.Access-Control-Allow-Origin': "'*'",
        },
        responseTemplates: { 'application/json': '{"own":true}' },
      }),
    );
    world.proxy.calls.length = 0;
  });

  it('plans without writing anything', async () => {
    const planned = await plan(bank());
    expect(planned.obstacles).toEqual([]);
    expect(
      planned.changes.map(({ action, kind, path }) =>
        [action, kind, path.replace(edge.domainName, 'api')].join(' '),
      ),
    ).toEqual([
      'add authorizer https://api',
      'add permission https://api',
      'change api-key-source https://api',
      'change gateway-response https://api',
      ...Array(6).fill('add gateway-response https://api'),
      'change method https://api/accounts',
      'change method https://api/accounts/{id}',
      'change method https://api/accounts/{id}',
      'add access-log https://api',
      'add deployment https://api',
    ]);
    expect(planned.calls).toBe(planned.changes.length + 9);
    expect(planned.bypass).toMatchObject([
      {
        gatewayApiId: 'api-1',
        possible: undefined,
        why: expect.stringContaining('127.0.0.1'),
      },
    ]);
    expect(planned.warnings).toEqual([
      `Whoever calls https://${edge.domainName} without an access token today is refused from then on.`,
    ]);
    const written = world.proxy.calls.filter(
      ({ name }) => !/^GET |GetItem$|^POST [/]$/.test(name),
    );
    expect(written.map(({ name }) => name)).toEqual([]);
  });

  it('is put before the API as planned, lets a consumer call, and is taken away without a trace', async () => {
    const before = await everything();
    const planned = await plan(bank());
    const made: PublishingChange[] = [];
    const applied = await apply(bank(), change => made.push(change));
    expect(made).toEqual(planned.changes);
    expect(applied.urls).toEqual([
      { gatewayApiId: 'api-1', url: `https://${edge.domainName}` },
    ]);
    const during = await everything();
    expect(during.api.apiKeySource).toBe('AUTHORIZER');
    expect(during.stages).toMatchObject([
      { accessLogSettings: { format: `${accessLog.format}\n` } },
    ]);
    expect(
      during.resources.find(({ path }) => path === '/accounts'),
    ).toMatchObject({
      methods: {
        GET: { authorizationType: 'CUSTOM', apiKeyRequired: true },
        OPTIONS: { authorizationType: 'NONE', apiKeyRequired: false },
      },
    });
    const own = during.responses!.find(
      ({ responseType }) => responseType === 'UNAUTHORIZED',
    )!;
    expect(Object.keys(own.responseParameters!).sort()).toEqual([
      'gatewayresponse.header.Access-Control-Allow-Origin',
      'gatewayresponse.header.Cache-Control',
      'gatewayresponse.header.WWW-Authenticate',
    ]);
    expect(during.permissions).toContainEqual(
      expect.objectContaining({
        Condition: {
          ArnLike: {
            'AWS:SourceArn': `arn:aws:execute-api:${region}:000000000000:${apiId}/authorizers/${during.authorizers[0].id}`,
          },
        },
      }),
    );

    const { changes } = await plan(bank());
    expect(changes.map(({ action }) => action)).toEqual(['keep']);

    await grant();
    consumer = await createConsumer(
      world.gateway.outputs.Issuer,
      'sub_example',
      [world.edge.certificate, edge.certificate].join('\n'),
    );
    await consumer.enrol(exampleSecrets.initialAccessToken);
    world.upstream.calls.length = 0;
    const token = await consumer.getToken();
    expect(await call(token)).toBe(200);
    expect(world.upstream.calls).toHaveLength(1);
    expect(await call('none')).toBe(401);

    await grant({ revision: 2, limits: { rate: 1, burst: 1, quota: null } });
    const statuses = [];
    for (let count = 0; count < 6; count += 1) {
      statuses.push(await call(token));
    }
    expect(statuses).toContain(429);
    await world.driver.access!.removeGrant(
      world.gateway,
      { ...grantOf(), revision: 3 },
      { signal },
    );
    expect(await world.made(owner())).toEqual({
      keys: [],
      plans: [],
      inPlans: [],
    });

    const { deploymentId, formerDeploymentId } = applied;
    await publishing().rollBack(
      world.gateway,
      { publication: publicationOf('bank'), deploymentId, formerDeploymentId },
      { signal },
    );
    expect(await everything()).toEqual(before);
    expect(await inPlaceRows()).toEqual([]);
  });

  it('leaves what was, whichever call fails, and goes on from there', async () => {
    const before = await everything();
    world.proxy.calls.length = 0;
    await apply(bank());
    const names = world.proxy.calls
      .map(({ method, name }, index) => ({ method, name, index }))
      .filter(({ method, name }) => method !== 'GET' && name !== 'POST /');
    await apply(publicationOf('bank'));
    expect(await everything()).toEqual(before);
    const cases = [false, true].flatMap(after =>
      names.map((_, nth) => ({ nth, after })),
    );
    for (const failing of cases) {
      await world.restart();
      world.proxy.fault = deniedOnce(failing);
      const failure = await apply(bank()).catch(error => error);
      world.proxy.fault = undefined;
      expect([failing, String(failure)]).toEqual([
        failing,
        expect.stringMatching(/lacks|may not do this/),
      ]);
      expect([failing, await everything()]).toEqual([failing, before]);
      expect([failing, await inPlaceRows()]).toEqual([failing, []]);
    }
    expect(names.length).toBeGreaterThan(15);
  });

  it('goes on, or back, after the process was killed at any call', async () => {
    const before = await everything();
    let nth = 0;
    for (let isDone = false; !isDone; nth += 4) {
      await world.restart();
      isDone = await killedAt(isNth(nth), bank());
      await world.restart();
      const states = [];
      if (nth % 8 === 0) {
        await apply(bank());
        states.push(
          ...(await plan(bank())).changes.map(({ action }) => action),
        );
      }
      await apply(publicationOf('bank'));
      expect([nth, states]).toEqual([nth, nth % 8 === 0 ? ['keep'] : []]);
      expect([nth, await everything()]).toEqual([nth, before]);
      expect([nth, await inPlaceRows()]).toEqual([nth, []]);
    }
    expect(nth).toBeGreaterThan(12);
  });

  it('deploys once, also after the process was killed before it noted that', async () => {
    const before = await everything();
    await world.restart();
    const isDeployment = ({ name }: Call) =>
      name === 'POST /restapis/*/deployments';
    expect(await killedAt(isDeployment, bank())).toBe(false);
    await world.restart();
    await apply(bank());
    await apply(publicationOf('bank'));
    expect(await everything()).toEqual(before);
    expect(await inPlaceRows()).toEqual([]);
  });

  it('is put before the API of another account, whose keys are made there', async () => {
    apiId = await buildRestApi(world.ownerIn(region, otherAccount), document, {
      backend: world.upstream.url,
      stageName: 'prod',
    });
    edge.answersFor = { apiId, stage: 'prod' };
    const { api } = routeTo({ account: otherAccount });
    await apply(publicationOf('bank', routeTo({ account: otherAccount })));
    expect(JSON.stringify(await permissions())).toContain(
      `arn:aws:execute-api:${region}:${otherAccount.accountId}:${apiId}/authorizers/`,
    );
    const apiKeyValues = async () => exampleSecrets.apiKey;
    const given = grantOf({
      subscriptionId: 'subscription-2',
      clientId: 'sub_other',
    });
    await world.driver.access!.applyGrant(world.gateway, given, {
      signal,
      apiKeyValues,
      inPlace: [api],
    });
    // MiniStack answers calls of APIs of its first account only, so nobody calls here.
    const itsOwner = world.ownerIn(region, otherAccount);
    const { items: authorizers = [] } = await itsOwner.send(
      new GetAuthorizersCommand({ restApiId: apiId }),
    );
    expect(authorizers).toMatchObject([
      {
        authorizerUri: expect.stringContaining(
          `eu-central-1:lambda:path/2015-03-31/functions/${world.gateway.outputs.AuthorizerArn}/`,
        ),
      },
    ]);
    const { keys, plans } = await world.made(itsOwner);
    expect(keys).toMatchObject([{ value: exampleSecrets.apiKey }]);
    expect(plans).toMatchObject([{ apiStages: [{ apiId, stage: 'prod' }] }]);
    await world.driver.access!.removeGrant(
      world.gateway,
      { ...given, revision: 2 },
      { signal },
    );
    await apply(publicationOf('bank'));
    expect(JSON.stringify(await permissions())).not.toContain(apiId);
    expect(await inPlaceRows()).toEqual([]);
  });

  it.each([
    ['apigateway:POST', '/restapis/*/authorizers'],
    ['apigateway:PUT', 'gatewayresponses'],
    ['apigateway:PATCH', '/resources/*/methods/*'],
    ['apigateway:PATCH', '/stages/*'],
    ['lambda:AddPermission', 'function:'],
  ])('names %s on %s, which the role lacks', async (action, resource) => {
    const before = await everything();
    await world.updateTrust({ action, resource });
    await world.restart();
    const failure = await apply(bank()).catch(error => error);
    await world.updateTrust();
    await world.restart();
    expect(failure.message).toContain(
      `The trust role lacks ${action} in ${
        action.startsWith('lambda') ? 'eu-central-1' : region
      } of account 000000000000 (MiniStack)`,
    );
    expect(await everything()).toEqual(before);
  });

  it('lets its authorizer ask, whatever a try before has left', async () => {
    const lambda = new LambdaClient(world.emulator.clientConfig);
    await lambda.send(
      new AddPermissionCommand({
        FunctionName: world.gateway.outputs.AuthorizerArn,
        StatementId: `oaf-000000000000-${region}-${apiId}`,
        Action: 'lambda:InvokeFunction',
        Principal: 'apigateway.amazonaws.com',
        SourceArn: `arn:aws:execute-api:${region}:000000000000:${apiId}/authorizers/gone`,
      }),
    );
    await apply(bank());
    const { authorizers } = await everything();
    const statements = JSON.stringify(await permissions());
    expect(statements).toContain(`${apiId}/authorizers/${authorizers[0].id}`);
    expect(statements).not.toContain('authorizers/gone');
    await apply(publicationOf('bank'));
    expect(JSON.stringify(await permissions())).not.toContain(apiId);
  });

  it('stays while another product has it, and stages after one another', async () => {
    await owner().send(
      new CreateDeploymentCommand({ restApiId: apiId, stageName: 'test' }),
    );
    const before = await everything();
    const test = () =>
      routeTo({ stage: 'test', url: 'https://test.example.com' });
    await apply(bank());
    await apply(publicationOf('cards', routeTo()));
    await apply(publicationOf('loans', test()));
    await apply(publicationOf('bank'));
    expect(
      (await plan(publicationOf('cards', routeTo()))).changes,
    ).toMatchObject([{ action: 'keep' }]);
    await apply(publicationOf('cards'));
    const between = await everything();
    expect(between.api.apiKeySource).toBe('AUTHORIZER');
    expect(between.stages.map(({ deploymentId }) => deploymentId)).toContain(
      before.stages[0].deploymentId,
    );
    await apply(publicationOf('loans'));
    expect(await everything()).toEqual(before);
    expect(await inPlaceRows()).toEqual([]);
  });

  it('protects what its owner added since, and gives it back as it was added', async () => {
    await apply(bank());
    const { items = [] } = await owner().send(
      new GetResourcesCommand({ restApiId: apiId }),
    );
    const method = {
      restApiId: apiId,
      resourceId: items.find(({ path }) => path === '/accounts')!.id!,
      httpMethod: 'POST',
    };
    await owner().send(
      new PutMethodCommand({ ...method, authorizationType: 'NONE' }),
    );
    await owner().send(
      new PutIntegrationCommand({
        ...method,
        type: 'HTTP_PROXY',
        integrationHttpMethod: 'POST',
        uri: `${world.upstream.url}/`,
      }),
    );
    const planned = await plan(bank());
    expect(planned.warnings).toEqual([
      'The owner of the API changed it and did not deploy that: POST /accounts is new. The deployment would publish these changes, too.',
    ]);
    expect(planned.changes.map(({ kind }) => kind)).toEqual([
      'method',
      'deployment',
    ]);
    await apply(bank());
    // Deployed by the owner, with the authorizer in it.
    await owner().send(
      new CreateDeploymentCommand({ restApiId: apiId, stageName: 'prod' }),
    );
    await apply(publicationOf('bank'));
    const after = await everything();
    expect(after.authorizers).toEqual([]);
    expect(
      after.resources.flatMap(({ methods }) =>
        Object.values(methods).map(
          ({ authorizationType }) => authorizationType,
        ),
      ),
    ).toEqual(Array(5).fill('NONE'));
    expect(after.stages[0].accessLogSettings).toEqual({});
  });

  it('tells of what stands in the way, and writes nothing', async () => {
    const { items = [] } = await owner().send(
      new GetResourcesCommand({ restApiId: apiId }),
    );
    await owner().send(
      new UpdateMethodCommand({
        restApiId: apiId,
        resourceId: items.find(({ path }) => path === '/accounts')!.id!,
        httpMethod: 'GET',
        patchOperations: [
          { op: 'replace', path: '/authorizationType', value: 'AWS_IAM' },
        ],
      }),
    );
    const before = await everything();
    const obstacle = `GET /accounts (AWS_IAM) at https://${edge.domainName} has an authorization of the owner's own, and a method can have one only. Offer the API at the front door, or have its owner take that away.`;
    expect((await plan(bank())).obstacles).toEqual([obstacle]);
    await expect(apply(bank())).rejects.toThrow(obstacle);
    expect(await everything()).toEqual(before);
    expect(await inPlaceRows()).toEqual([]);

    await expect(
      plan(publicationOf('bank', routeTo({ protocol: 'HTTP' }))),
    ).resolves.toMatchObject({
      obstacles: [expect.stringContaining('is an HTTP API')],
    });
    await expect(
      plan(publicationOf('bank', routeTo({ protocol: 'WEBSOCKET' }))),
    ).resolves.toMatchObject({
      obstacles: [expect.stringContaining('is a WebSocket API')],
    });
    await expect(
      plan(publicationOf('bank', routeTo({ stage: 'gone' }))),
    ).resolves.toMatchObject({
      obstacles: [expect.stringContaining('The stage gone')],
    });
    const { JudgesInPlace: _, ...outputs } = world.gateway.outputs;
    await expect(
      publishing().plan({ ...world.gateway, outputs }, bank(), { signal }),
    ).rejects.toThrow('does not tell its JudgesInPlace');
  });

  it('says what else is changed: an own access log, other stages, a stack', async () => {
    await owner().send(
      new UpdateStageCommand({
        restApiId: apiId,
        stageName: 'prod',
        patchOperations: [
          {
            op: 'replace',
            path: '/accessLogSettings/destinationArn',
            value: 'arn:aws:logs:eu-west-1:000000000000:log-group:own',
          },
          { op: 'replace', path: '/accessLogSettings/format', value: 'own' },
        ],
      }),
    );
    await owner().send(
      new CreateDeploymentCommand({ restApiId: apiId, stageName: 'test' }),
    );
    await owner().send(
      new UpdateRestApiCommand({
        restApiId: apiId,
        patchOperations: [
          {
            op: 'add',
            path: '/tags/aws:cloudformation:stack-name',
            value: 'of-the-owner',
          },
        ],
      }),
    );
    const before = await everything();
    const { warnings, bypass } = await plan(bank());
    expect(warnings).toEqual([
      expect.stringContaining('without an access token today is refused'),
      expect.stringContaining('CloudFormation stack of-the-owner'),
      expect.stringContaining('no longer recorded at arn:aws:logs'),
    ]);
    expect(bypass).toMatchObject([
      { possible: true, why: expect.stringContaining('the stage test') },
    ]);
    await apply(bank());
    await apply(publicationOf('bank'));
    expect(await everything()).toEqual(before);
  });
});
