import { describeHardQuota, exampleGrant } from '@oaf/access/testUtils';
import type { Grant, Limits } from '@oaf/contract';
import { PlanLimits, type CountBillableCalls } from './PlanLimits';

const NOON = Date.parse('2026-11-23T12:00:00Z');
const DAY = Date.parse('2026-11-23T00:00:00Z');
const NEXT_DAY = Date.parse('2026-11-24T00:00:00Z');

function grantWith(
  limit: number,
  period: 'day' | 'month' = 'day',
  overrides: Partial<Grant> = {},
) {
  return exampleGrant('http://gateway.test', {
    limits: { rate: 1, burst: 100, quota: { limit, period } },
    ...overrides,
  });
}

const withoutQuota = (limits: Partial<Limits> = {}) =>
  exampleGrant('http://gateway.test', {
    limits: { rate: 1, burst: 100, quota: null, ...limits },
  });

let count = 0;
function call(requestTime = NOON) {
  count += 1;
  return { requestId: `call-${count}`, requestTime, arrivedAt: requestTime };
}

const used = { status: 429, error: 'quota_exceeded' };

describe('PlanLimits', () => {
  it('refuses what is over the rate and says when to come back', async () => {
    const limits = new PlanLimits(async () => 0);
    const grant = withoutQuota({ rate: 0.25, burst: 1 });
    await limits.admit(grant, call());
    await expect(limits.admit(grant, call(NOON + 1000))).rejects.toMatchObject({
      status: 429,
      error: 'throttled',
      message: 'The plan allows 0.25 calls per second and 1 at once.',
      headers: { 'retry-after': '3' },
    });
  });

  it('goes on with the count of the log', async () => {
    const log = jest.fn(async () => 4);
    const limits = new PlanLimits(log);
    await limits.admit(grantWith(5), call());
    await expect(limits.admit(grantWith(5), call())).rejects.toMatchObject({
      ...used,
      message:
        'The plan allows 5 calls per day and all are used. The next day starts at 2026-11-24T00:00:00.000Z.',
      headers: { 'retry-after': '43200' },
    });
    expect(log.mock.calls).toEqual([
      [
        {
          applicationId: 'application-1',
          productId: 'product-1',
          subscriptionId: 'subscription-1',
          planId: 'plan-1',
          start: DAY,
          end: NEXT_DAY,
          exceptRequestIds: [],
        },
      ],
    ]);
  });

  it('shares one count between calls that arrive together', async () => {
    const log = jest.fn(async () => 0);
    const limits = new PlanLimits(log);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, () => limits.admit(grantWith(3), call())),
    );
    expect(
      outcomes.filter(({ status }) => status === 'fulfilled'),
    ).toHaveLength(3);
    expect(log).toHaveBeenCalledTimes(1);
  });

  it('gives a call that is not billable back, once', async () => {
    const limits = new PlanLimits(async () => 0);
    const reservation = await limits.admit(grantWith(1), call());
    reservation.release();
    reservation.release();
    await limits.admit(grantWith(1), call());
    await expect(limits.admit(grantWith(1), call())).rejects.toMatchObject(
      used,
    );
  });

  it('starts anew with the next period', async () => {
    const limits = new PlanLimits(async ({ start }) =>
      start === NEXT_DAY ? 0 : 1,
    );
    await expect(limits.admit(grantWith(1), call())).rejects.toThrow();
    await expect(
      limits.admit(grantWith(1), call(NEXT_DAY)),
    ).resolves.toBeDefined();
  });

  it('forgets nothing when calls come out of order around the end of a period', async () => {
    const limits = new PlanLimits(async () => 0);
    const grant = grantWith(1);
    await limits.admit(grant, call(NEXT_DAY));
    await limits.admit(grant, call(NEXT_DAY - 1));
    await expect(limits.admit(grant, call(NEXT_DAY + 1))).rejects.toMatchObject(
      used,
    );
    await expect(limits.admit(grant, call(NEXT_DAY - 2))).rejects.toMatchObject(
      used,
    );
  });

  it('counts again after the log could not be read', async () => {
    const log = jest.fn().mockRejectedValueOnce(new Error('down'));
    const limits = new PlanLimits(log.mockResolvedValue(0));
    await expect(limits.admit(grantWith(1), call())).rejects.toThrow('down');
    await expect(limits.admit(grantWith(1), call())).resolves.toBeDefined();
  });
});

describe('a hard quota of the embedded gateway', () => {
  describeHardQuota(async () => {
    const limits = new PlanLimits(async () => 0);
    return (grant, at) =>
      limits.admit(grant, call(at)).then(
        () => true,
        problem => {
          if (problem.error !== 'quota_exceeded') {
            throw problem;
          }
          return false;
        },
      );
  });
});

describe('an application and a product', () => {
  const old = grantWith(2);
  const anew = { subscriptionId: 'subscription-2', clientId: 'sub_2' };

  it('share the quota of all their subscriptions', async () => {
    const limits = new PlanLimits(async () => 0);
    await limits.admit(old, call());
    await limits.admit(grantWith(2, 'day', anew), call());
    await expect(limits.admit(old, call())).rejects.toMatchObject(used);
    await expect(
      limits.admit(grantWith(2, 'day', anew), call()),
    ).rejects.toMatchObject(used);
  });

  it('share the bucket of all their subscriptions', async () => {
    const limits = new PlanLimits(async () => 0);
    const grant = withoutQuota({ rate: 0.1, burst: 1 });
    await limits.admit(grant, call());
    await expect(
      limits.admit({ ...grant, ...anew }, call()),
    ).rejects.toMatchObject({ error: 'throttled' });
  });

  it.each([
    ['another application', { applicationId: 'application-2' }],
    ['another product', { productId: 'product-2' }],
  ])('share nothing with %s', async (_, other) => {
    const limits = new PlanLimits(async () => 0);
    await limits.admit(grantWith(1), call());
    await expect(
      limits.admit(grantWith(1, 'day', other), call()),
    ).resolves.toBeDefined();
  });

  it('keep what is used when the limits of the plan change', async () => {
    const limits = new PlanLimits(async () => 0);
    await limits.admit(grantWith(1), call());
    const larger = grantWith(2);
    await limits.admit(larger, call());
    await expect(limits.admit(larger, call())).rejects.toMatchObject(used);
  });

  it('count each of two plans by itself, while one is changed for the other', async () => {
    const limits = new PlanLimits(async () => 0);
    const other = grantWith(2, 'day', { planId: 'plan-2' });
    await limits.admit(grantWith(1), call());
    await limits.admit(other, call());
    await limits.admit(other, call());
    await expect(limits.admit(grantWith(1), call())).rejects.toMatchObject(
      used,
    );
    await expect(limits.admit(other, call())).rejects.toMatchObject(used);
  });

  it('have a bucket for each plan', async () => {
    const limits = new PlanLimits(async () => 0);
    const grant = withoutQuota({ rate: 0.1, burst: 1 });
    await limits.admit(grant, call());
    await limits.admit({ ...grant, planId: 'plan-2' }, call());
    await expect(limits.admit(grant, call())).rejects.toMatchObject({
      error: 'throttled',
    });
  });
});

describe('a quota whose plan comes while calls run', () => {
  /** A log that is written when a call ends, as the gateway's. */
  function setUp() {
    const logged: { requestId: string; requestTime: number }[] = [];
    const log: CountBillableCalls = async ({
      start,
      end,
      exceptRequestIds,
    }) => {
      await new Promise(setImmediate);
      return logged.filter(
        ({ requestId, requestTime }) =>
          requestTime >= start &&
          requestTime < end &&
          !exceptRequestIds.includes(requestId),
      ).length;
    };
    const limits = new PlanLimits(log);
    const start = async (grant: Grant, each = call()) => {
      const reservation = await limits.admit(grant, each);
      return {
        reservation,
        end: () => {
          logged.push(each);
          reservation.end();
        },
      };
    };
    return { start };
  }

  it('counts those that run, those that ended, and those that end meanwhile, each once', async () => {
    const { start } = setUp();
    const [ended, ending, , failing] = await Promise.all(
      Array.from({ length: 4 }, () => start(withoutQuota())),
    );
    ended.end();
    const first = start(grantWith(4, 'month'));
    ending.end();
    failing.reservation.release();
    await first;
    await expect(start(grantWith(4, 'month'))).rejects.toMatchObject(used);
    await start(grantWith(5, 'month'));
  });

  it('counts the calls of a plan with another period', async () => {
    const { start } = setUp();
    await start(grantWith(10, 'month'));
    await start(grantWith(10, 'day'));
    await start(withoutQuota());
    const failed = await start(grantWith(10, 'day'));
    await expect(start(grantWith(4, 'month'))).rejects.toMatchObject(used);
    failed.reservation.release();
    await start(grantWith(4, 'month'));
    await expect(start(grantWith(4, 'day'))).rejects.toMatchObject(used);
  });

  it('lets nobody in while two periods begin to be counted at once', async () => {
    const { start } = setUp();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 12 }, (_, index) =>
        start(grantWith(3, index % 2 ? 'day' : 'month')),
      ),
    );
    expect(
      outcomes.filter(({ status }) => status === 'fulfilled'),
    ).toHaveLength(3);
  });
});
