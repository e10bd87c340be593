import { exampleGrant } from '@oaf/access/testUtils';
import { PlanLimits } from './PlanLimits';

const NOON = Date.parse('2026-11-23T12:00:00Z');
const NEXT_DAY = Date.parse('2026-11-24T00:00:00Z');

function grantWith(limit: number, period: 'day' | 'month' = 'day') {
  return exampleGrant('http://gateway.test', {
    limits: { rate: 1, burst: 100, quota: { limit, period } },
  });
}

describe('PlanLimits', () => {
  it('refuses what is over the rate and says when to come back', async () => {
    const limits = new PlanLimits(async () => 0);
    const grant = exampleGrant('http://gateway.test', {
      limits: { rate: 0.25, burst: 1, quota: null },
    });
    await limits.admit(grant, NOON);
    await expect(limits.admit(grant, NOON + 1000)).rejects.toMatchObject({
      status: 429,
      error: 'throttled',
      message: 'The plan allows 0.25 calls per second and 1 at once.',
      headers: { 'retry-after': '3' },
    });
  });

  it('goes on with the count of the log', async () => {
    const count = jest.fn(async () => 4);
    const limits = new PlanLimits(count);
    await limits.admit(grantWith(5), NOON);
    await expect(limits.admit(grantWith(5), NOON)).rejects.toMatchObject({
      status: 429,
      error: 'quota_exceeded',
      message:
        'The plan allows 5 calls per day and all are used. The next day starts at 2026-11-24T00:00:00.000Z.',
      headers: { 'retry-after': '43200' },
    });
    expect(count).toHaveBeenCalledTimes(1);
    expect(count).toHaveBeenCalledWith(
      'subscription-1',
      Date.parse('2026-11-23T00:00:00Z'),
    );
  });

  it('shares one count between calls that arrive together', async () => {
    const limits = new PlanLimits(async () => 0);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, () => limits.admit(grantWith(3), NOON)),
    );
    expect(
      outcomes.filter(({ status }) => status === 'fulfilled'),
    ).toHaveLength(3);
  });

  it('gives a call back', async () => {
    const limits = new PlanLimits(async () => 0);
    const release = await limits.admit(grantWith(1), NOON);
    release();
    await expect(limits.admit(grantWith(1), NOON)).resolves.toBeDefined();
  });

  it('starts anew with the next period', async () => {
    const limits = new PlanLimits(async (_, since) =>
      since === NEXT_DAY ? 0 : 1,
    );
    await expect(limits.admit(grantWith(1), NOON)).rejects.toThrow();
    await expect(limits.admit(grantWith(1), NEXT_DAY)).resolves.toBeDefined();
  });

  it('counts again after the log could not be read', async () => {
    const count = jest.fn().mockRejectedValueOnce(new Error('down'));
    const limits = new PlanLimits(count.mockResolvedValue(0));
    await expect(limits.admit(grantWith(1), NOON)).rejects.toThrow('down');
    await expect(limits.admit(grantWith(1), NOON)).resolves.toBeDefined();
  });
});
