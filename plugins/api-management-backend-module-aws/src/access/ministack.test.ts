import { createHash } from 'node:crypto';
import { getItem, readNumber, readText } from '@oaf/access/aws';
import { whichEmulators } from '@oaf/aws-emulator';
import { gatewayAccessContract } from '@oaf/backstage-plugin-api-management-node/testUtils';
import { exampleGrant } from '@oaf/access/testUtils';
import type { Grant } from '@oaf/contract';
import petstore from '@readme/oas-examples/3.0/json/petstore.json';
import { buildRestApi } from '../__testUtils__/buildRestApi';
import { EmulatedGateway } from '../__testUtils__/EmulatedGateway';

const { leftOut } = whichEmulators();
const describeMiniStack = leftOut ? describe.skip : describe;

// The first start installs the emulator.
jest.setTimeout(300_000);

const { signal } = new AbortController();

/** What the credential's API key is. */
const valueOf = (credentialId: string) =>
  `oaf_test_${createHash('sha256').update(credentialId).digest('hex')}`;

const apiKey = (credentialId: string, expiresAt: number | null = null) => ({
  credentialId,
  hash: createHash('sha256').update(valueOf(credentialId)).digest('base64url'),
  expiresAt,
});

const grantOf = (overrides: Partial<Grant> = {}): Grant =>
  exampleGrant('https://door.example.com', {
    apiKeys: [apiKey('key-1')],
    ...overrides,
  });

describeMiniStack(`access on MiniStack ${leftOut ?? ''}`, () => {
  let world: EmulatedGateway;

  beforeAll(async () => {
    world = await EmulatedGateway.start();
    await buildRestApi(world.owner, petstore, {
      backend: 'https://backend.internal',
      stageName: 'prod',
    });
  });

  afterAll(() => world?.stop());

  beforeEach(async () => {
    await world.clear();
    world.proxy.calls.length = 0;
  });

  const access = () => world.driver.access!;
  const apply = (
    grant: Grant,
    apiKeyValues: (id: string) => Promise<string | undefined> = async id =>
      valueOf(id),
  ) => access().applyGrant(world.gateway, grant, { signal, apiKeyValues });
  const remove = (grant: Grant) =>
    access().removeGrant(world.gateway, grant, { signal });

  const controlPlaneCalls = () =>
    world.proxy.calls
      .map(({ name }) => name)
      .filter(name => /^[A-Z]+ [/](apikeys|usageplans|restapis)/.test(name));

  gatewayAccessContract('The AWS driver over MiniStack', async () => ({
    driver: world.driver,
    account: world.gateway.account,
    gateway: world.gateway,
    upstreamAddresses: ['backend.internal'],
    heldRevision: async ({ clientId }) => {
      const item = await getItem(world.table(), `client#${clientId}`);
      return item && readText(item, 'grant')
        ? readNumber(item, 'revision') ?? undefined
        : undefined;
    },
  }));

  it('approves by three calls, and by two once the plan is there', async () => {
    await apply(grantOf());
    expect(controlPlaneCalls()).toEqual([
      'POST /usageplans',
      'POST /apikeys',
      'POST /usageplans/*/keys',
    ]);
    world.proxy.calls.length = 0;
    const second = grantOf({
      subscriptionId: 'subscription-2',
      clientId: 'sub_second',
      apiKeys: [apiKey('key-2')],
      enrolment: null,
    });
    await apply(second);
    await apply(second);
    expect(controlPlaneCalls()).toEqual([
      'POST /apikeys',
      'POST /usageplans/*/keys',
    ]);
  });

  it('makes key and plan as the grant says', async () => {
    const quota = { limit: 1000, period: 'day' as const };
    await apply(grantOf({ limits: { rate: 5, burst: 10, quota } }));
    const { keys, plans, inPlans } = await world.made();
    expect(keys).toMatchObject([
      {
        name: 'oaf-key-1',
        value: valueOf('key-1'),
        enabled: true,
        tags: {
          'oaf:managed': 'true',
          'oaf:installation': world.gateway.installation,
          'oaf:subscription': 'subscription-1',
        },
      },
    ]);
    const { RestApiId, Stage } = world.gateway.outputs;
    expect(plans).toMatchObject([
      {
        apiStages: [{ apiId: RestApiId, stage: Stage }],
        throttle: { rateLimit: 5, burstLimit: 10 },
        quota: { limit: 1000, period: 'DAY' },
        tags: { 'oaf:managed': 'true', 'oaf:plan': 'plan-1' },
      },
    ]);
    expect(inPlans).toEqual([`${plans[0].id} ${keys[0].id}`]);
    await expect(
      access().readApiKeyValue!(
        world.gateway,
        { subscriptionId: 'subscription-1', credentialId: 'key-1' },
        { signal },
      ),
    ).resolves.toBe(valueOf('key-1'));
  });

  it('switches keys off after the grant, and on before it', async () => {
    await apply(grantOf());
    world.proxy.calls.length = 0;
    await apply(grantOf({ revision: 2, status: 'suspended' }));
    await apply(grantOf({ revision: 3 }));
    const enabled = world.proxy.calls
      .filter(({ method }) => method === 'PATCH')
      .map(({ body }) => JSON.parse(body).patchOperations[0].value);
    expect(enabled).toEqual(['false', 'true']);
    const order = world.proxy.calls.flatMap(({ name, body }) => {
      if (/UpdateItem/.test(name) && /#grant = :grant/.test(body)) {
        return ['grant'];
      }
      return name.startsWith('PATCH') ? ['key'] : [];
    });
    expect(order).toEqual(['grant', 'key', 'key', 'grant']);
  });

  it('keeps a key in the plan that it is of, and puts the new one into the new plan', async () => {
    await apply(grantOf());
    await apply(
      grantOf({
        revision: 2,
        planId: 'plan-2',
        apiKeys: [
          { ...apiKey('key-1'), planId: 'plan-1', limits: grantOf().limits },
          apiKey('key-2'),
        ],
      }),
    );
    const both = await world.made();
    expect(both.plans.map(({ tags }) => tags!['oaf:plan']).sort()).toEqual([
      'plan-1',
      'plan-2',
    ]);
    await apply(
      grantOf({ revision: 3, planId: 'plan-2', apiKeys: [apiKey('key-2')] }),
    );
    const { keys, plans, inPlans } = await world.made();
    expect(keys).toMatchObject([{ name: 'oaf-key-2' }]);
    expect(plans).toMatchObject([{ tags: { 'oaf:plan': 'plan-2' } }]);
    expect(inPlans).toEqual([`${plans[0].id} ${keys[0].id}`]);
  });

  it('moves a key that stays into the new plan', async () => {
    await apply(grantOf());
    const { keys: before } = await world.made();
    await apply(grantOf({ revision: 2, planId: 'plan-2' }));
    const { keys, plans, inPlans } = await world.made();
    expect(keys.map(({ id }) => id)).toEqual([before[0].id]);
    expect(plans).toMatchObject([{ tags: { 'oaf:plan': 'plan-2' } }]);
    expect(inPlans).toEqual([`${plans[0].id} ${keys[0].id}`]);
  });

  it('gives the plan the limits that it has now', async () => {
    await apply(grantOf());
    const limits = { rate: 7, burst: 9, quota: null };
    await apply(grantOf({ revision: 2, limits }));
    const { plans } = await world.made();
    // MiniStack answers texts.
    expect(Object.values(plans[0].throttle!).map(Number).sort()).toEqual([
      7, 9,
    ]);
  });

  it('leaves nothing but the memory of a subscription that ended', async () => {
    await apply(grantOf());
    const other = grantOf({
      subscriptionId: 'subscription-2',
      clientId: 'sub_second',
      apiKeys: [apiKey('key-2')],
      enrolment: null,
    });
    await apply(other);
    await remove(grantOf({ revision: 2 }));
    const between = await world.made();
    expect(between.keys).toMatchObject([{ name: 'oaf-key-2' }]);
    expect(between.plans).toHaveLength(1);
    await remove({ ...other, revision: 2 });
    await expect(world.made()).resolves.toEqual({
      keys: [],
      plans: [],
      inPlans: [],
    });
    await expect(world.rows('objects#')).resolves.toEqual([]);
  });

  it('makes one plan however many subscriptions come first', async () => {
    const grants = Array.from({ length: 6 }, (_, index) =>
      grantOf({
        subscriptionId: `subscription-${index}`,
        clientId: `sub_${index}`,
        apiKeys: [apiKey(`key-${index}`)],
        enrolment: null,
      }),
    );
    await Promise.all(grants.map(grant => apply(grant)));
    const { keys, plans, inPlans } = await world.made();
    expect([keys.length, plans.length, inPlans.length]).toEqual([6, 1, 6]);
    await Promise.all(grants.map(grant => remove({ ...grant, revision: 2 })));
    await expect(world.made()).resolves.toEqual({
      keys: [],
      plans: [],
      inPlans: [],
    });
  });

  it('says what to do when nobody knows the value of a key', async () => {
    await expect(apply(grantOf(), async () => undefined)).rejects.toThrow(
      'The API key key-1 was shown already, and no gateway that answers holds its value. Have a new API key issued.',
    );
  });

  it('tells where its doors are', () => {
    const issuer = world.gateway.outputs.Issuer;
    expect(access().accessEndpoints(world.gateway)).toEqual({
      issuer,
      registrationEndpoint: `${issuer}/register`,
      tokenEndpoint: `${issuer}/token`,
      keyPairEndpoint: `${issuer}/key-pair`,
    });
  });

  it('says what to do when the stack is of an older template', async () => {
    const { Issuer } = world.gateway.outputs;
    const gateway = { ...world.gateway, outputs: { Issuer } };
    expect(() => access().accessEndpoints(gateway)).toThrow(
      'The gateway in eu-central-1 of account MiniStack does not tell its RestApiId, Stage, TableArn. Update its stack to the current template.',
    );
  });
});
