import { createHash } from 'node:crypto';
import { GetStageCommand } from '@aws-sdk/client-api-gateway';
import { exampleGrant, exampleSecrets } from '@oaf/access/testUtils';
import { whichEmulators } from '@oaf/aws-emulator';
import type {
  Publication,
  PublishedRoute,
  PublishingChange,
} from '@oaf/backstage-plugin-api-management-node';
import type { Grant } from '@oaf/contract';
import { buildRestApi } from '../__testUtils__/buildRestApi';
import { type Consumer, createConsumer } from '../__testUtils__/createConsumer';
import { EmulatedGateway } from '../__testUtils__/EmulatedGateway';

const { leftOut } = whichEmulators();
const describeMiniStack = leftOut ? describe.skip : describe;

// The first start installs the emulator.
jest.setTimeout(300_000);

const { signal } = new AbortController();

const document = {
  info: { title: 'Accounts', version: '1' },
  paths: { '/accounts': { get: {} }, '/accounts/{id}': { get: {} } },
};

describeMiniStack(`publishing on MiniStack ${leftOut ?? ''}`, () => {
  let world: EmulatedGateway;
  let apiId: string;
  let consumer: Consumer;

  const routeTo = (path: string): PublishedRoute => ({
    gatewayApiId: `api-of-${path}`,
    location: 'front-door',
    path,
    api: {
      account: world.gateway.account,
      region: world.gateway.region,
      apiId,
      stage: 'prod',
      protocol: 'REST',
      // MiniStack resolves no host names.
      url: `${world.emulator.endpoint}/_aws/execute-api/${apiId}/prod`,
    },
  });
  const publicationOf = (name: string, ...apis: string[]): Publication => ({
    productId: `product-${name}`,
    basePath: `/${name}`,
    routes: apis.map(api => routeTo(`/${name}/${api}`)),
  });
  const publishing = () => world.driver.publishing!;
  const plan = (publication: Publication) =>
    publishing().plan(world.gateway, publication, { signal });
  const apply = (
    publication: Publication,
    onChange?: (change: PublishingChange) => void,
  ) => publishing().apply(world.gateway, publication, { signal, onChange });

  const served = async () => {
    const { RestApiId: restApiId, Stage: stageName } = world.gateway.outputs;
    const stage = await world.owner.send(
      new GetStageCommand({ restApiId, stageName }),
    );
    return stage.deploymentId!;
  };
  const paths = async (basePath: string) =>
    (await world.resources())
      .map(({ path }) => path!)
      .filter(path => path.startsWith(basePath))
      .sort();

  const grantOf = (overrides: Partial<Grant> = {}): Grant => {
    const { Issuer, RestApiId, Stage } = world.gateway.outputs;
    const grant = exampleGrant(Issuer);
    const [api] = grant.apis;
    const resource = `${Issuer}/bank/accounts`;
    const region = 'eu-central-1';
    return {
      ...grant,
      apis: [{ ...api, region, apiId: RestApiId, stage: Stage, resource }],
      limits: { rate: 100, burst: 100, quota: null },
      ...overrides,
    };
  };
  const grant = (overrides?: Partial<Grant>) =>
    world.driver.access!.applyGrant(world.gateway, grantOf(overrides), {
      signal,
      apiKeyValues: async () => exampleSecrets.apiKey,
    });
  const url = () => `${world.gateway.outputs.Issuer}/bank/accounts/accounts/1`;
  const call = (token: string) =>
    consumer
      .call(token, url(), exampleSecrets.apiKey)
      .then(({ status }) => status)
      .catch(({ status }) => status);

  beforeAll(async () => {
    world = await EmulatedGateway.start();
    apiId = await buildRestApi(world.owner, document, {
      backend: world.upstream.url,
      stageName: 'prod',
    });
  });

  afterAll(async () => {
    await consumer?.close();
    await world?.stop();
  });

  describe('the story', () => {
    it('plans without writing anything', async () => {
      world.proxy.calls.length = 0;
      const planned = await plan(publicationOf('bank', 'accounts'));
      expect(planned.obstacles).toEqual([]);
      expect(
        planned.changes.map(({ action, kind, path }) =>
          [action, kind, path].join(' '),
        ),
      ).toEqual([
        'add resource /bank',
        'add resource /bank/accounts',
        'add method /bank/accounts',
        'add integration /bank/accounts',
        'add resource /bank/accounts/{proxy+}',
        'add method /bank/accounts/{proxy+}',
        'add integration /bank/accounts/{proxy+}',
        'add deployment /',
      ]);
      expect(planned.calls).toBe(11);
      expect(planned.seconds).toBe(1);
      expect(planned.bypass).toMatchObject([
        {
          gatewayApiId: 'api-of-/bank/accounts',
          possible: true,
          why: expect.stringContaining('2 of 2 operations'),
          remedy: expect.any(String),
        },
      ]);
      const written = world.proxy.calls.filter(
        ({ name }) => !/^GET |GetItem$|^POST [/]$/.test(name),
      );
      expect(written.map(({ name }) => name)).toEqual([]);
    });

    it('publishes what was planned, in that order, the deployment last', async () => {
      const publication = publicationOf('bank', 'accounts');
      const planned = await plan(publication);
      const former = await served();
      const made: PublishingChange[] = [];
      world.proxy.calls.length = 0;
      const applied = await apply(publication, change => made.push(change));
      expect(made).toEqual(planned.changes);
      expect(applied).toEqual({
        deploymentId: await served(),
        formerDeploymentId: former,
        urls: [
          {
            gatewayApiId: 'api-of-/bank/accounts',
            url: `${world.gateway.outputs.Issuer}/bank/accounts`,
          },
        ],
      });
      expect(applied.deploymentId).not.toBe(former);
    });

    it('has nothing to do the next time', async () => {
      const publication = publicationOf('bank', 'accounts');
      const { changes } = await plan(publication);
      expect(new Set(changes.map(({ action }) => action))).toEqual(
        new Set(['keep']),
      );
      const now = await served();
      await expect(apply(publication)).resolves.toMatchObject({
        deploymentId: now,
        formerDeploymentId: now,
      });
    });

    it('lets a consumer enrol and call', async () => {
      await grant();
      consumer = await createConsumer(
        world.gateway.outputs.Issuer,
        'sub_example',
        world.edge.certificate,
      );
      await consumer.enrol(exampleSecrets.initialAccessToken);
      world.upstream.calls.length = 0;
      expect(await call(await consumer.getToken())).toBe(200);
      expect(world.upstream.calls).toHaveLength(1);
      await expect(
        world.driver.access!.readGrantActivity(world.gateway, {
          subscriptionId: 'subscription-1',
          credentialIds: ['enrolment-1', 'api-key-1'],
        }),
      ).resolves.toMatchObject({
        enrolments: [{ credentialId: 'enrolment-1' }],
        clientKeys: [{ registeredBy: 'enrolment', revokedAt: null }],
        apiKeys: [{ credentialId: 'api-key-1' }],
      });
    });

    it('refuses a call without a token, and one of another product', async () => {
      const bare = await consumer
        .call('none', url(), exampleSecrets.apiKey)
        .catch(error => error);
      expect(bare.status).toBe(401);
      await apply(publicationOf('cards', 'accounts'));
      const token = await consumer.getToken();
      const other = `${world.gateway.outputs.Issuer}/cards/accounts/accounts`;
      await expect(
        consumer
          .call(token, other, exampleSecrets.apiKey)
          .catch(error => error),
      ).resolves.toMatchObject({ status: 401 });
    });

    it('answers 429 beyond the plan', async () => {
      const limits = { rate: 1, burst: 1, quota: null };
      await grant({ revision: 2, limits });
      const token = await consumer.getToken();
      const statuses = [];
      for (let count = 0; count < 6; count += 1) {
        statuses.push(await call(token));
      }
      expect(statuses).toContain(429);
      await grant({ revision: 3 });
    });

    it('lets as many of many calls at once pass as a hard quota has', async () => {
      const hashOf = (secret: string) =>
        createHash('sha256').update(secret).digest('base64url');
      const apiKey = 'oaf_key_of_a_hard_quota';
      const password = 'oaf_iat_of_a_hard_quota';
      const quota = { limit: 3, period: 'month' as const, hard: true };
      const hard = grantOf({
        subscriptionId: 'subscription-2',
        clientId: 'sub_hard',
        applicationId: 'application-2',
        planId: 'plan-2',
        limits: { rate: 100, burst: 100, quota },
        apiKeys: [
          { credentialId: 'key-2', hash: hashOf(apiKey), expiresAt: null },
        ],
        enrolment: {
          credentialId: 'enrolment-2',
          tokenHash: hashOf(password),
          expiresAt: Date.now() + 3_600_000,
        },
      });
      const { access } = world.driver;
      const outputs = { ...world.gateway.outputs, JudgesHardQuotas: '' };
      const options = { signal, apiKeyValues: async () => apiKey };
      await expect(
        access!.applyGrant({ ...world.gateway, outputs }, hard, options),
      ).rejects.toThrow('Update its stack to the current template');
      await access!.applyGrant(world.gateway, hard, options);
      const other = await createConsumer(
        world.gateway.outputs.Issuer,
        'sub_hard',
        world.edge.certificate,
      );
      await other.enrol(password);
      const token = await other.getToken();
      world.upstream.calls.length = 0;
      let unjudged = 0;
      // Each call at once is a function that starts anew; where that takes longer than API Gateway waits, its answer
      // is 5xx, the call may have been counted, and it is made again.
      const callUntilJudged = async (): Promise<number> => {
        const { status } = await other
          .call(token, url(), apiKey)
          .catch(error => error);
        if (status < 500) return status;
        unjudged += 1;
        return callUntilJudged();
      };
      try {
        const statuses = await Promise.all(
          Array.from({ length: 8 }, callUntilJudged),
        );
        const passed = statuses.filter(status => status === 200).length;
        expect(passed).toBeLessThanOrEqual(3);
        expect(passed + unjudged).toBeGreaterThanOrEqual(3);
        expect(statuses.sort().slice(passed)).toEqual(
          Array(8 - passed).fill(403),
        );
        expect(world.upstream.calls).toHaveLength(passed);
      } finally {
        await other.close();
        await access!.removeGrant(
          world.gateway,
          { ...hard, revision: 2 },
          { signal },
        );
      }
    });

    it('refuses tokens to whoever is suspended, and within half a minute calls', async () => {
      const token = await consumer.getToken();
      await grant({ revision: 4, status: 'suspended' });
      await expect(consumer.getToken()).rejects.toMatchObject({
        error: 'unauthorized_client',
      });
      const until = Date.now() + 40_000;
      let status = await call(token);
      while (status === 200 && Date.now() < until) {
        await new Promise(done => setTimeout(done, 1000));
        status = await call(token);
      }
      expect(status).toBe(403);
    });

    it('refuses whoever ended', async () => {
      await grant({ revision: 5 });
      await consumer.getToken();
      await world.driver.access!.removeGrant(
        world.gateway,
        { ...grantOf(), revision: 6 },
        { signal },
      );
      await expect(consumer.getToken()).rejects.toMatchObject({
        error: 'invalid_client',
      });
      const { keys, plans } = await world.made();
      expect({ keys, plans }).toEqual({ keys: [], plans: [] });
    });
  });

  it('changes only what is other', async () => {
    await apply(publicationOf('shop', 'orders', 'returns'));
    const made: string[] = [];
    const next = publicationOf('shop', 'orders', 'goods');
    await apply(next, ({ action, kind, path }) =>
      made.push([action, kind, path].join(' ')),
    );
    expect(made).toEqual([
      'add resource /shop/goods',
      'add method /shop/goods',
      'add integration /shop/goods',
      'add resource /shop/goods/{proxy+}',
      'add method /shop/goods/{proxy+}',
      'add integration /shop/goods/{proxy+}',
      'remove resource /shop/returns',
      'add deployment /',
    ]);
  });

  it('serves what was before after a rollback, and has its resources', async () => {
    const before = publicationOf('fleet', 'cars');
    const first = await apply(before);
    const second = await apply(publicationOf('fleet', 'cars', 'vans'));
    expect(second.formerDeploymentId).toBe(first.deploymentId);
    const rollback = { publication: before, ...second };
    for (let count = 0; count < 2; count += 1) {
      await expect(
        publishing().rollBack(world.gateway, rollback, { signal }),
      ).resolves.toEqual({ deploymentId: first.deploymentId });
      expect(await served()).toBe(first.deploymentId);
      expect(await paths('/fleet')).toEqual([
        '/fleet',
        '/fleet/cars',
        '/fleet/cars/{proxy+}',
      ]);
    }
  });

  it('keeps what others published since when it rolls back', async () => {
    const nothing = publicationOf('pets');
    const first = await apply(publicationOf('pets', 'dogs'));
    await apply(publicationOf('farm', 'cows'));
    const { deploymentId } = await publishing().rollBack(
      world.gateway,
      { publication: nothing, ...first },
      { signal },
    );
    expect(deploymentId).not.toBe(first.formerDeploymentId);
    expect(await served()).toBe(deploymentId);
    expect(await paths('/pets')).toEqual([]);
    expect(await paths('/farm')).toHaveLength(3);
  });

  it('takes a product away, and gives its path to another one', async () => {
    await apply(publicationOf('hotel', 'rooms'));
    const other = { ...publicationOf('hotel', 'beds'), productId: 'other' };
    await expect(plan(other)).resolves.toMatchObject({
      obstacles: [
        'Another product is published at /hotel of this gateway. Take that one back, or give this one another name in the address.',
      ],
    });
    await expect(apply(other)).rejects.toThrow('Another product is published');
    await apply(publicationOf('hotel'));
    expect(await paths('/hotel')).toEqual([]);
    await apply(other);
    expect(await paths('/hotel')).toHaveLength(3);
  });

  it.each([
    ['token', 'is in use, and not by a product'],
    ['jwks', 'is in use, and not by a product'],
    ['..', 'is no path of one segment'],
    ['a b', 'is no path of one segment'],
  ])('refuses the base path %s', async (name, obstacle) => {
    const { obstacles } = await plan(publicationOf(name, 'accounts'));
    expect(obstacles).toContainEqual(expect.stringContaining(obstacle));
  });

  it('refuses WebSocket APIs', async () => {
    const publication = publicationOf('chat', 'talk');
    publication.routes[0].api.protocol = 'WEBSOCKET';
    const { obstacles } = await plan(publication);
    expect(obstacles).toEqual([
      'The API for /chat/talk is a WebSocket API, and the front door passes on single calls only. Leave it out of the product.',
    ]);
  });

  it('protects a method that somebody opened', async () => {
    const publication = publicationOf('bakery', 'bread');
    await apply(publication);
    await world.openMethod('/bakery/bread/{proxy+}');
    const { changes } = await plan(publication);
    expect(changes).toContainEqual(
      expect.objectContaining({
        action: 'change',
        kind: 'method',
        path: '/bakery/bread/{proxy+}',
      }),
    );
    await apply(publication);
    const method = (await world.resources()).find(
      ({ path }) => path === '/bakery/bread/{proxy+}',
    )!.resourceMethods!.ANY;
    expect(method.authorizationType).toBe('CUSTOM');
    // MiniStack answers a text.
    expect(String(method.apiKeyRequired)).toBe('true');
  });
});
