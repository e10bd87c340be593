import { createHash } from 'node:crypto';
import { exampleGrant } from '@oaf/access/testUtils';
import { whichEmulators } from '@oaf/aws-emulator';
import type { ApiInPlace } from '@oaf/backstage-plugin-api-management-node';
import type { Grant } from '@oaf/contract';
import { buildRestApi } from '../__testUtils__/buildRestApi';
import { EmulatedGateway } from '../__testUtils__/EmulatedGateway';

const { leftOut } = whichEmulators();
const describeMiniStack = leftOut ? describe.skip : describe;

// The first start installs the emulator.
jest.setTimeout(300_000);

const { signal } = new AbortController();
const own = 'eu-central-1';
const other = 'eu-west-1';
const value = `oaf_test_${'a'.repeat(40)}`;
const hash = createHash('sha256').update(value).digest('base64url');
const document = {
  info: { title: 'A', version: '1' },
  paths: { '/a': { get: {} } },
};

describeMiniStack(
  `access to APIs in place on MiniStack ${leftOut ?? ''}`,
  () => {
    let world: EmulatedGateway;
    let here: ApiInPlace;
    let there: ApiInPlace;

    const build = async (region: string): Promise<ApiInPlace> => ({
      account: world.gateway.account,
      region,
      stage: 'prod',
      apiId: await buildRestApi(world.ownerIn(region), document, {
        backend: 'https://backend.internal',
        stageName: 'prod',
      }),
    });

    beforeAll(async () => {
      world = await EmulatedGateway.start();
      here = await build(own);
      there = await build(other);
    });

    afterAll(() => world?.stop());

    beforeEach(async () => {
      await world.clear();
      await world.clear(world.ownerIn(other));
      world.proxy.fault = undefined;
      world.proxy.calls.length = 0;
    });

    const access = () => world.driver.access!;

    /** Of the front door, and of these APIs. */
    const grantOf = (
      apis: ApiInPlace[],
      overrides: Partial<Grant> = {},
    ): Grant => {
      const grant = exampleGrant('https://door.example.com');
      const [api] = grant.apis;
      return {
        ...grant,
        apiKeys: [{ credentialId: 'key-1', hash, expiresAt: null }],
        apis: [
          api,
          ...apis.map(({ region, apiId, stage }) => ({
            ...api,
            region,
            apiId,
            stage,
            resource: `https://${apiId}.example.com`,
          })),
        ],
        ...overrides,
      };
    };
    const apply = (inPlace: ApiInPlace[], overrides?: Partial<Grant>) =>
      access().applyGrant(world.gateway, grantOf(inPlace, overrides), {
        signal,
        apiKeyValues: async () => value,
        inPlace,
      });

    const callsIn = (region: string) =>
      world.proxy.calls
        .filter(({ headers }) => headers.authorization?.includes(`/${region}/`))
        .map(({ name }) => name)
        .filter(name => /^[A-Z]+ [/](apikeys|usageplans|restapis)/.test(name));
    const planned = async (region: string) => {
      const { keys, plans, inPlans } = await world.made(world.ownerIn(region));
      return {
        values: keys.map(key => key.value),
        stages: plans.flatMap(({ apiStages = [] }) =>
          apiStages.map(({ apiId, stage }) => `${apiId}:${stage}`),
        ),
        inPlans: inPlans.length,
      };
    };
    const approval = [
      'POST /usageplans',
      'POST /apikeys',
      'POST /usageplans/*/keys',
    ];

    it('gives each account and region the same key, by three calls', async () => {
      await expect(apply([here, there])).resolves.toEqual([]);
      expect(callsIn(own)).toEqual(approval);
      expect(callsIn(other)).toEqual(approval);
      const { RestApiId, Stage } = world.gateway.outputs;
      expect(await planned(own)).toEqual({
        values: [value],
        stages: [`${RestApiId}:${Stage}`, `${here.apiId}:prod`],
        inPlans: 1,
      });
      expect(await planned(other)).toEqual({
        values: [value],
        stages: [`${there.apiId}:prod`],
        inPlans: 1,
      });
      world.proxy.calls.length = 0;
      await apply([here, there]);
      expect([...callsIn(own), ...callsIn(other)]).toEqual([]);
    });

    it('tells where it failed, lets others be used, and goes on there', async () => {
      world.proxy.fault = ({ name, headers }) =>
        name === 'POST /apikeys' &&
        headers.authorization!.includes(`/${other}/`)
          ? { instead: { status: 500, body: '{}' }, after: false }
          : undefined;
      await expect(apply([there])).resolves.toMatchObject([
        { account: { alias: 'MiniStack' }, region: other },
      ]);
      expect((await planned(own)).values).toEqual([value]);
      await expect(
        access().readGrantActivity(world.gateway, {
          subscriptionId: 'subscription-1',
          credentialIds: [],
        }),
      ).resolves.toBeDefined();
      world.proxy.fault = undefined;
      await expect(apply([there])).resolves.toEqual([]);
      expect((await planned(other)).values).toEqual([value]);
    });

    it('throws when it failed everywhere', async () => {
      world.proxy.fault = ({ name }) =>
        name === 'POST /apikeys'
          ? { instead: { status: 500, body: '{}' }, after: false }
          : undefined;
      await expect(apply([there])).rejects.toThrow('answered 500');
    });

    it('reads the value from wherever a key is', async () => {
      await apply([there], { apis: grantOf([there]).apis.slice(1) });
      expect((await planned(own)).values).toEqual([]);
      await expect(
        access().readApiKeyValue!(
          world.gateway,
          { subscriptionId: 'subscription-1', credentialId: 'key-1' },
          { signal },
        ),
      ).resolves.toBe(value);
    });

    it('takes keys away where no API is in place any more, and all with the grant', async () => {
      const nothing = { values: [], stages: [], inPlans: 0 };
      await apply([there]);
      await apply([], { revision: 2 });
      expect(await planned(other)).toEqual(nothing);
      expect(await world.rows('objects#places')).toEqual([]);
      expect((await planned(own)).values).toEqual([value]);
      await apply([there], { revision: 3 });
      await apply([there], { revision: 4, status: 'suspended' });
      const { keys } = await world.made(world.ownerIn(other));
      // MiniStack answers a text.
      expect(keys.map(({ enabled }) => String(enabled))).toEqual(['false']);
      await access().removeGrant(
        world.gateway,
        { ...grantOf([there]), revision: 5 },
        { signal },
      );
      expect(await planned(other)).toEqual(nothing);
      expect(await planned(own)).toEqual(nothing);
      expect(await world.rows('objects#')).toEqual([]);
    });
  },
);
