import type { ApiFault, ApiSpec } from '@oaf/control-plane-simulator';
import { textOf } from '@oaf/backstage-plugin-api-management-node/testUtils';
import {
  account,
  accountId,
  accountSpec,
  discover,
  region,
  role,
  signal,
  startSimulated,
  type Simulated,
} from '../__testUtils__/simulator';

jest.setTimeout(30_000);

const api: ApiSpec = {
  apiId: 'rest000001',
  name: 'Accounts',
  protocol: 'REST',
  version: '2.1',
  stages: [{ name: 'prod' }],
};
const [ireland, frankfurt] = account.regions;

describe('discovery, when something is wrong', () => {
  let simulated: Simulated;

  const start = async (options: Parameters<typeof startSimulated>[0] = {}) => {
    const apis = { [ireland]: [api], [frankfurt]: [api] };
    simulated = await startSimulated({
      accounts: [{ ...accountSpec, apis }],
      ...options,
    });
  };

  afterEach(() => simulated.close());

  it.each([
    [
      'access-denied',
      'access-denied',
      /^The trust role may not read API Gateway in eu-west-1 of account 111111111111 \(Payments\)\. Update its stack to the current template, and see whether a service control policy or a permissions boundary forbids the region\. AWS said: AccessDeniedException, User: arn/,
    ],
    [
      'not-enabled',
      'region-not-enabled',
      /^eu-west-1 of account 111111111111 \(Payments\) does not accept the account's credentials, as a region that is not enabled does\. Enable it in the account's settings, or take it from the regions of the link\./,
    ],
    [
      'server-error',
      'unavailable',
      /^API Gateway in eu-west-1 of account 111111111111 \(Payments\) answered 500\. The next sweep tries again\./,
    ],
  ] as const)(
    'tells of %s in one region, and reads the other',
    async (fault, reason, message) => {
      await start();
      simulated.plane.world.setRegionFault(accountId, ireland, fault);
      await expect(discover(simulated)).rejects.toMatchObject({
        name: 'GatewayError',
        reason,
        message: expect.stringMatching(message),
      });
      const others = await discover(simulated, { region: frankfurt });
      expect(others).toHaveLength(1);
    },
  );

  it('stops waiting for a region that never answers', async () => {
    await start();
    simulated.plane.world.setRegionFault(accountId, ireland, 'hang');
    const controller = new AbortController();
    const reading = discover(simulated, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error('Too late')), 100);
    await expect(reading).rejects.toThrow('Too late');
  });

  it('tells that the role is gone', async () => {
    await start();
    simulated.plane.world.removeRole(accountId, role.name);
    await expect(discover(simulated)).rejects.toMatchObject({
      reason: 'role-not-assumable',
      message: expect.stringMatching(
        /cannot be assumed\..*Make the trust stack again/,
      ),
    });
  });

  it('tells by how much the clock is wrong', async () => {
    await start();
    await discover(simulated);
    simulated.plane.world.clockOffsetMs = -1_234_000;
    await expect(discover(simulated)).rejects.toMatchObject({
      reason: 'clock-skew',
      message: expect.stringMatching(
        /^This machine's clock is 12[345]\d s ahead of AWS, more than AWS tolerates\. Synchronise it/,
      ),
    });
  });

  it('reads no region that is none, and asks no host of that name', async () => {
    await start();
    await expect(
      discover(simulated, { region: 'evil.example.com/' }),
    ).rejects.toMatchObject({
      reason: 'region-not-enabled',
      message:
        'There is no region evil.example.com/ in the partition aws. Take it from the regions of account Payments.',
    });
    expect(simulated.plane.counts().operations).toEqual({});
  });

  describe('with an API', () => {
    const exportDefinition = async (fault: ApiFault) => {
      await start();
      simulated.plane.world.changeApi(accountId, region, api.apiId, { fault });
      const [found] = await discover(simulated);
      return simulated.driver.discovery.exportDefinition(account, found, {
        signal,
      });
    };

    it.each([
      [
        'non-json-models',
        "API Gateway cannot export this API, so its operations are missing here. It says: Unable to build exporter: Only found non-JSON body models for parameter or response. API Gateway's exporter only supports JSON models.",
      ],
      [
        'malformed-export',
        expect.stringMatching(
          /^What API Gateway exported is no OpenAPI document, so the API's operations are missing here: .* Deploy the stage again; if it stays so, tell AWS Support\.$/,
        ),
      ],
    ] as const)(
      'of %s, describes it by its metadata and says why',
      async (fault, note) => {
        const definition = await exportDefinition(fault);
        expect(definition).toMatchObject({ format: 'openapi', note });
        expect(JSON.parse(textOf(definition))).toEqual({
          openapi: '3.0.1',
          info: { title: 'Accounts', version: '2.1' },
          servers: [
            {
              url: 'https://rest000001.execute-api.eu-west-1.amazonaws.com/prod',
            },
          ],
          paths: {},
        });
      },
    );

    it('of deleted-during-export, answers nothing', async () => {
      await expect(
        exportDefinition('deleted-during-export'),
      ).resolves.toBeUndefined();
    });

    it('of large-export, answers all 6 MiB of it', async () => {
      const definition = await exportDefinition('large-export');
      expect(definition!.note).toBeUndefined();
      const printed = JSON.stringify(JSON.parse(textOf(definition)), null, 2);
      expect(printed.length).toBeGreaterThan(6 * 1024 * 1024);
    });

    it('of export-error, tells that the next sweep tries again', async () => {
      await expect(exportDefinition('export-error')).rejects.toMatchObject({
        reason: 'unavailable',
        message: expect.stringContaining('The next sweep tries again.'),
      });
    });
  });
});

describe('the request quota', () => {
  const many = Array.from({ length: 150 }, (_, number) => ({
    ...api,
    apiId: `rest${String(number).padStart(6, '0')}`,
  }));
  const apis = { [ireland]: many, [frankfurt]: many };
  let simulated: Simulated;

  afterEach(() => simulated.close());

  it('is never exceeded by a budget of the same size', async () => {
    const quota = { rate: 200, burst: 20 };
    simulated = await startSimulated({
      accounts: [{ ...accountSpec, apis }],
      quota,
      latencyMs: { min: 1, max: 30 },
      config: { requests: { ...quota, accounts: {} } },
    });
    await Promise.all(
      [ireland, frankfurt].map(name => discover(simulated, { region: name })),
    );
    expect(simulated.plane.counts()).toMatchObject({
      requests: 306,
      throttled: 0,
    });
  });

  it('is found out to be shared by the regions of an account', async () => {
    simulated = await startSimulated({
      accounts: [{ ...accountSpec, apis }],
      quota: { rate: 200, burst: 20, scope: 'account' },
      config: { requests: { rate: 200, burst: 20, accounts: {} } },
    });
    const found = await Promise.all(
      [ireland, frankfurt].map(name => discover(simulated, { region: name })),
    );
    expect(found.map(({ length }) => length)).toEqual([150, 150]);
    const budget = simulated.driver.discovery.requestBudget!(account, ireland);
    expect(budget).toMatchObject({ sharedByRegions: true });
    const { throttled } = simulated.plane.counts();
    expect(throttled).toBeGreaterThan(0);
    expect(throttled).toBeLessThan(50);
  });
});
