import { paymentsProduct } from '../__testUtils__/portal/story';
import { usePortal } from '../__testUtils__/portal/usePortal';

const portal = usePortal();

const states = [
  'withdrawn',
  'ended',
  'rejected',
  'ending',
  'failed',
  'requested',
  'approved',
  'provisioning',
  'suspended',
  'active',
];
const become = ({ id }: { id: string }, state: string) =>
  portal.knex('subscriptions').where({ id }).update({ state, live_key: null });

describe('the subscription that a product shows to who holds several', () => {
  it.each(states.slice(1).map((state, index) => [state, states[index]]))(
    'is the one that is %s, not the one that is %s',
    async (further, behind) => {
      const product = await portal.publish('max');
      const applicationId = (await portal.application('bea')).id;
      const one = await portal.subscribe('bea', product, { applicationId });
      await become(one, behind);
      const two = await portal.subscribe('bea', product, { applicationId });
      const shown = async () =>
        (await portal.as('bea').get(`/products/${product.id}`)).body
          .mySubscription;
      await become(two, further);
      expect(await shown()).toEqual({ id: two.id, state: further });
      await become(one, further);
      await become(two, behind);
      expect(await shown()).toEqual({ id: one.id, state: further });
    },
  );

  it("is of the caller's own applications and of this product", async () => {
    const product = await portal.publish('max');
    const other = await portal.publish('paul', paymentsProduct);
    const { id } = await portal.subscribe('bea', product);
    const seen = async (who: 'bea' | 'carl', { id: productId }: any) =>
      (await portal.as(who).get(`/products/${productId}`)).body.mySubscription;
    expect(await seen('bea', product)).toEqual({ id, state: 'requested' });
    expect(await seen('carl', product)).toBeUndefined();
    expect(await seen('bea', other)).toBeUndefined();
  });
});

describe('how many use something', () => {
  it.each(states.map(state => [state]))('counts live ones: %s', async state => {
    const product = await portal.publish('max');
    await become(await portal.subscribe('bea', product), state);
    await portal.subscribe('carl', product, { plan: 1 });
    const expected = ['withdrawn', 'ended', 'rejected'].includes(state) ? 0 : 1;
    const { body } = await portal.as('max').get(`/products/${product.id}`);
    expect(
      body.plans.map(({ subscriptionCount }: any) => subscriptionCount),
    ).toEqual([expected, 1]);
    const api = await portal.gatewayApiId('Accounts');
    const shown = await portal.as('max').get(`/gateway-apis/${api}`);
    expect(shown.body.subscriptionCount).toBe(expected + 1);
  });

  it('tells APIs that nobody uses from the others', async () => {
    await portal.subscribe('bea', await portal.publish('max'));
    const { body } = await portal.as('ada').get('/gateway-apis');
    expect(
      body.items.map(({ title, subscriptionCount }: any) => [
        title,
        subscriptionCount,
      ]),
    ).toEqual([
      ['Accounts', 1],
      ['Payments', 0],
    ]);
  });

  it('keeps a plan that anybody ever subscribed to', async () => {
    const product = await portal.publish('max');
    await become(await portal.subscribe('bea', product), 'ended');
    const { body } = await portal
      .as('max')
      .put(`/products/${product.id}?version=${product.version}`, {
        title: product.title,
        summary: product.summary,
        owner: product.owner,
        audience: product.audience,
        approval: product.approval,
        gatewayApiIds: [product.gatewayApis[0].id],
        plans: [{ ...paymentsProduct.plans[0], title: 'New' }],
      });
    expect(body.plans.map(({ title, state }: any) => [title, state])).toEqual([
      ['New', 'published'],
      ['Trial', 'deprecated'],
    ]);
  });
});
