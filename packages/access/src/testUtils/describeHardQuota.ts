import type { Grant } from '@oaf/contract';
import { exampleGrant } from './exampleGrant';

/** Lets a call of a grant pass at an instant (epoch milliseconds), or answers false. */
export type TakeCall = (grant: Grant, at: number) => Promise<boolean>;

const NOON = Date.parse('2026-11-29T12:00:00Z');
/** A Sunday's last, and the Monday's first. */
const LAST = Date.parse('2026-11-29T23:59:59.999Z');
const NEXT = LAST + 1;

const grantWith = (
  limit: number,
  {
    period = 'day',
    ...changes
  }: Partial<Grant> & { period?: 'day' | 'week' } = {},
) =>
  exampleGrant('https://door.example.com', {
    limits: { rate: 1000, burst: 1000, quota: { limit, period, hard: true } },
    ...changes,
  });

/**
 * How gateways judge a hard quota; call it inside `describe`.
 * @param create - makes a gateway that has counted nothing
 */
export function describeHardQuota(create: () => Promise<TakeCall>) {
  const passed = async (calls: Promise<boolean>[]) =>
    (await Promise.all(calls)).filter(Boolean).length;

  it.each([1, 7])('lets exactly %i of many calls at once pass', async limit => {
    const take = await create();
    const calls = Array.from({ length: 30 }, () =>
      take(grantWith(limit), NOON),
    );
    expect(await passed(calls)).toBe(limit);
    await expect(take(grantWith(limit), NOON)).resolves.toBe(false);
  });

  it.each(['day', 'week'] as const)(
    'begins anew with the next %s in UTC, and not before',
    async period => {
      const take = await create();
      const grant = grantWith(1, { period });
      await expect(take(grant, NOON)).resolves.toBe(true);
      await expect(take(grant, LAST)).resolves.toBe(false);
      await expect(take(grant, NEXT)).resolves.toBe(true);
      await expect(take(grant, NEXT)).resolves.toBe(false);
    },
  );

  it('counts each plan by itself, while one is changed for the other', async () => {
    const take = await create();
    const other = grantWith(2, { planId: 'plan-2' });
    expect(
      await passed([
        take(grantWith(1), NOON),
        take(other, NOON),
        take(other, NOON),
      ]),
    ).toBe(3);
    await expect(take(grantWith(1), NOON)).resolves.toBe(false);
    await expect(take(other, NOON)).resolves.toBe(false);
  });

  it('gives nothing back to a new subscription, and shares nothing between applications', async () => {
    const take = await create();
    await expect(take(grantWith(1), NOON)).resolves.toBe(true);
    const anew = grantWith(1, { subscriptionId: 'subscription-2' });
    await expect(take(anew, NOON)).resolves.toBe(false);
    const others = grantWith(1, { applicationId: 'application-2' });
    await expect(take(others, NOON)).resolves.toBe(true);
  });
}
