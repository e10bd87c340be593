import { usePortal } from '../__testUtils__/portal/usePortal';
import { accountsProduct } from '../__testUtils__/portal/story';

const portal = usePortal();

const tables = [
  'api_products',
  'api_product_tags',
  'api_product_audiences',
  'api_product_gateway_apis',
  'plans',
];
const rowsIn = async () =>
  Promise.all(tables.map(async table => (await portal.knex(table)).length));
const move = (id: string, action: string, reason?: string) =>
  portal.as('max').post(`/products/${id}/transitions`, { action, reason });

describe('who deletes a draft of team A', () => {
  it.each([
    ['ada', 204],
    ['max', 204],
    ['paul', 404],
    ['bea', 404],
  ] as const)('%s: %s', async (person, expected) => {
    const { id } = await portal.draft('max', {
      ...accountsProduct,
      audience: { type: 'groups', groups: ['group:default/team-b'] },
    });
    const answer = await portal.as(person).delete(`/products/${id}`);
    expect(answer.status).toBe(expected);
    const { status } = await portal.as('max').get(`/products/${id}`);
    expect(status).toBe(expected === 204 ? 404 : 200);
  });

  it('which leaves nothing of it but the record of who did it', async () => {
    const before = await rowsIn();
    const { id } = await portal.draft('max', accountsProduct);
    portal.audit.length = 0;
    await portal.as('max').delete(`/products/${id}`);
    expect(await rowsIn()).toEqual(before);
    expect(portal.audit).toEqual([
      {
        eventId: 'product-delete',
        severityLevel: 'medium',
        meta: { productId: id },
        by: 'caller',
        outcome: 'succeeded',
      },
    ]);
  });

  it('needs more than to see it, and notes who tried', async () => {
    const { id } = await portal.publish('max');
    portal.audit.length = 0;
    expect((await portal.as('bea').delete(`/products/${id}`)).status).toBe(403);
    expect(portal.audit).toEqual([
      expect.objectContaining({ eventId: 'product-delete', outcome: 'failed' }),
    ]);
  });
});

describe('what can be deleted', () => {
  it.each(['published', 'deprecated', 'retired'])(
    'not what is %s',
    async state => {
      const { id } = await portal.draft('max', accountsProduct);
      await portal.knex('api_products').where({ id }).update({ state });
      const { body } = await portal.as('max').get(`/products/${id}`);
      expect(body.deletable).toBe(false);
      const answer = await portal.as('max').delete(`/products/${id}`);
      expect(answer.status).toBe(409);
      expect(answer.body.error.message).toContain('only a draft');
    },
  );

  it('not a draft whose former subscription is on bills', async () => {
    const product = await portal.publish('max');
    const { id } = await portal.subscribe('bea', product);
    await portal.move('bea', { id }, 'withdraw');
    await move(product.id, 'unpublish');
    const { body } = await portal.as('max').get(`/products/${product.id}`);
    expect(body.deletable).toBe(false);
    expect(body.blocked).toEqual([
      { action: 'delete', reason: expect.stringContaining('subscribed to it') },
    ]);
    const answer = await portal.as('max').delete(`/products/${product.id}`);
    expect(answer.status).toBe(409);
    expect((await rowsIn())[0]).toBe(1);
  });

  it('a draft that was published while nobody subscribed', async () => {
    const { id } = await portal.publish('max');
    await move(id, 'unpublish');
    const { body } = await portal.as('max').get(`/products/${id}`);
    expect([body.deletable, body.blocked]).toEqual([true, []]);
    expect((await portal.as('max').delete(`/products/${id}`)).status).toBe(204);
  });
});

describe('what is blocked', () => {
  it.each([
    ['published', 'unpublish'],
    ['deprecated', 'retire'],
  ])('of a %s product with a subscription: %s', async (state, action) => {
    const product = await portal.publish('max');
    await portal.subscribe('bea', product);
    await portal
      .knex('api_products')
      .where({ id: product.id })
      .update({ state });
    const seenBy = async (person: 'max' | 'bea') =>
      (await portal.as(person).get(`/products/${product.id}`)).body.blocked;
    expect(await seenBy('max')).toEqual([
      {
        action,
        reason: 'It has 1 live subscription; possible when none is live.',
      },
    ]);
    expect(await seenBy('bea')).toEqual([]);
  });
});

describe('why a product came into its state', () => {
  it('is told to everyone who sees it, until it moves on', async () => {
    const { id } = await portal.publish('max');
    await move(id, 'deprecate', 'Use Accounts 2.');
    const reason = async () =>
      (await portal.as('bea').get(`/products/${id}`)).body.stateReason;
    expect(await reason()).toBe('Use Accounts 2.');
    await move(id, 'publish');
    expect(await reason()).toBeUndefined();
  });

  it('is told to a subscriber who sees the product no longer', async () => {
    const product = await portal.publish('max');
    const { id } = await portal.subscribe('bea', product);
    await move(product.id, 'deprecate', 'Use Accounts 2.');
    await portal
      .knex('api_product_audiences')
      .where({ product_id: product.id })
      .update({ member: 'group:default/team-c' });
    const bea = portal.as('bea');
    expect((await bea.get(`/products/${product.id}`)).status).toBe(404);
    const told = { state: 'deprecated', stateReason: 'Use Accounts 2.' };
    const { body } = await bea.get(`/subscriptions/${id}`);
    expect(body.product).toMatchObject(told);
    const list = await bea.get('/subscriptions?side=consumer');
    expect(list.body.items[0].product).toMatchObject(told);
  });
});
