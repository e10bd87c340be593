import { accountsProduct, freePlan } from '../__testUtils__/portal/story';
import { usePortal } from '../__testUtils__/portal/usePortal';

const portal = usePortal('2026-03-10T12:00:00.000Z');
const DAY = 86_400_000;

const shortLived = { ...freePlan, title: 'Guarded', maxCredentialDays: 40 };

async function activate(plans: object[] = [shortLived, freePlan]) {
  const product = await portal.publish('max', { ...accountsProduct, plans });
  const { id } = await portal.activate('bea', 'max', product);
  const path = `/subscriptions/${id}/credentials`;
  const list = async () => (await portal.as('bea').get(path)).body;
  const issue = (input: object = {}) =>
    portal.as('bea').post(path, { type: 'api-key', ...input });
  return { product, id, path, list, issue };
}

const daysOf = ({ expiresAt }: { expiresAt: string }) =>
  (Date.parse(expiresAt) - Date.now()) / DAY;

describe('a plan whose credentials may only grow so old', () => {
  it('says so to everybody who sees it', async () => {
    const { product, id } = await activate();
    expect(
      product.plans.map(({ maxCredentialDays }: any) => maxCredentialDays),
    ).toEqual([40, undefined]);
    const { body } = await portal.as('bea').get(`/subscriptions/${id}`);
    expect(body.plan.maxCredentialDays).toBe(40);
  });

  it('holds for the first API key, for others and for successors', async () => {
    const { list, issue } = await activate();
    const [first] = (await list()).items.filter(
      ({ type }: any) => type === 'api-key',
    );
    expect(daysOf(first)).toBe(40);
    portal.at('2026-03-20T12:00:00.000Z');
    const { body: usual } = await issue({ name: 'Batch' });
    expect(daysOf(usual)).toBe(40);
    const { body: successor } = await issue({ replaces: first.id });
    expect(daysOf(successor)).toBe(40);
    const { body: shorter } = await issue({ name: 'Once', lifetimeDays: 3 });
    expect(daysOf(shorter)).toBe(3);
  });

  it('tells what may be chosen, and refuses more', async () => {
    const { list, issue } = await activate();
    expect((await list()).rules).toMatchObject({
      lifetimeDays: 40,
      maxLifetimeDays: 40,
      mayNeverExpire: false,
    });
    for (const input of [{ lifetimeDays: 41 }, { neverExpires: true }]) {
      expect(await issue({ name: 'Long', ...input })).toMatchObject({
        status: 400,
      });
    }
    expect(await issue({ name: 'Long', lifetimeDays: 41 })).toMatchObject({
      body: {
        error: { message: expect.stringContaining('must be at most 40') },
      },
    });
  });

  it('lets gateways refuse client keys that are older', async () => {
    const { id, product } = await activate();
    expect(portal.gateway.grant(id)).toMatchObject({
      clientKeyLifetime: 40 * DAY,
    });
    const free = await portal.activate('bea', 'max', product, { plan: 1 });
    expect(portal.gateway.grant(free.id)).not.toHaveProperty(
      'clientKeyLifetime',
    );
  });

  it('warns of the end like of any other', async () => {
    await activate();
    portal.sent.length = 0;
    portal.at(new Date(Date.now() + 26 * DAY).toISOString());
    await portal.run('warn-of-expiry');
    expect(portal.sent.map(({ payload }: any) => payload.title)).toEqual([
      expect.stringContaining('expires in 14 days'),
    ]);
  });

  it('holds for the key of a plan that it is changed for', async () => {
    const { product, id, list } = await activate([freePlan, shortLived]);
    const { body: change } = await portal
      .as('bea')
      .post(`/subscriptions/${id}/plan-changes`, {
        planId: product.plans[1].id,
      });
    await portal
      .as('max')
      .post(`/plan-changes/${change.id}/transitions`, { action: 'approve' });
    const { items, rules } = await list();
    const key = items.find(({ plan }: any) => plan?.title === 'Guarded');
    expect(daysOf(key)).toBe(40);
    expect(rules.maxLifetimeDays).toBe(40);
  });

  it('stays while subscriptions rely on it', async () => {
    const { product } = await activate();
    const change = async (maxCredentialDays: number | undefined) => {
      const [plan] = product.plans;
      const { version } = (
        await portal.as('max').get(`/products/${product.id}`)
      ).body;
      const { api, ...input } = accountsProduct;
      return portal
        .as('max')
        .put(`/products/${product.id}?version=${version}`, {
          ...input,
          gatewayApiIds: [await portal.gatewayApiId(api)],
          plans: [{ ...shortLived, id: plan.id, maxCredentialDays }],
        });
    };
    expect(await change(undefined)).toMatchObject({
      status: 409,
      body: {
        error: { message: expect.stringContaining('credentials become stay') },
      },
    });
    expect((await change(40)).status).toBe(200);
  });

  it.each([0, 1.5, 3651])('is a whole number of days, not %p', async days => {
    const plans = [{ ...freePlan, maxCredentialDays: days }];
    await expect(
      portal.publish('max', { ...accountsProduct, plans }),
    ).rejects.toThrow(/^400 .*maxCredentialDays/);
  });
});
