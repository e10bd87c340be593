import {
  GetResourcesCommand,
  GetRestApisCommand,
} from '@aws-sdk/client-api-gateway';
import {
  account,
  accountId,
  externalId,
  roleArn,
} from './__testUtils__/account';
import { assumeRole, clients } from './__testUtils__/clients';
import type { Credentials } from './__testUtils__/clients';
import { TokenBucket } from './quota/TokenBucket';
import { startControlPlane } from './startControlPlane';
import type { ControlPlane } from './startControlPlane';

describe('TokenBucket', () => {
  it('starts full, empties, and fills at its rate up to its burst', () => {
    const bucket = new TokenBucket({ rate: 10, burst: 3, now: 0 });
    const taken = (now: number) => bucket.take(now);
    expect([0, 0, 0, 0].map(taken)).toEqual([true, true, true, false]);
    expect([99, 100, 100].map(taken)).toEqual([false, true, false]);
    expect([10_000, 10_000, 10_000, 10_000].map(taken)).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});

describe('the quota, with the SDK', () => {
  let plane: ControlPlane;
  let session: Credentials;

  async function start(scope: 'region' | 'account') {
    // A rate so low that the clock of the test does not matter.
    const quota = { rate: 0.0001, burst: 8, scope };
    plane = await startControlPlane({ accounts: [account], quota });
    session = await assumeRole(plane, { roleArn, externalId });
  }

  afterEach(() => plane.close());

  /** Answers how many of so many calls were let in. */
  async function admitted(calls: number, region = 'eu-west-1') {
    const { rest } = clients(plane, session, region);
    const outcomes = await Promise.allSettled(
      Array.from({ length: calls }, () => rest.send(new GetRestApisCommand())),
    );
    return outcomes.filter(({ status }) => status === 'fulfilled').length;
  }

  it('throttles with the error the SDK knows', async () => {
    await start('region');
    expect(await admitted(8)).toBe(8);
    await expect(
      clients(plane, session).rest.send(new GetRestApisCommand()),
    ).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      $metadata: { httpStatusCode: 429 },
    });
  });

  it('is counted by region', async () => {
    await start('region');
    expect(await admitted(20)).toBe(8);
    expect(await admitted(20, 'eu-central-1')).toBe(8);
    expect(plane.counts()).toMatchObject({
      requests: 40,
      throttled: 24,
      operations: { 'apigateway:GetRestApis': 40, 'sts:AssumeRole': 1 },
      buckets: {
        [`${accountId}/eu-west-1`]: { requests: 20, throttled: 12 },
        [`${accountId}/eu-central-1`]: { requests: 20, throttled: 12 },
      },
    });
  });

  it('is shared by the regions of an account when told so', async () => {
    await start('account');
    expect(await admitted(5)).toBe(5);
    expect(await admitted(5, 'eu-central-1')).toBe(3);
  });

  it('has less room for GetResources', async () => {
    await start('region');
    const { rest } = clients(plane, session);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 7 }, () =>
        rest.send(new GetResourcesCommand({ restApiId: 'rest000001' })),
      ),
    );
    expect(outcomes.map(({ status }) => status)).toEqual([
      ...Array(5).fill('fulfilled'),
      ...Array(2).fill('rejected'),
    ]);
  });

  it('starts counting anew', async () => {
    await start('region');
    await admitted(2);
    plane.resetCounts();
    expect(plane.counts()).toMatchObject({
      requests: 0,
      operations: {},
      firstRequestAt: null,
    });
  });
});
