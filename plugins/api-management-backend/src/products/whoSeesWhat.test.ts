import type { Person } from '../__testUtils__/portal/people';
import {
  accountsProduct,
  paymentsProduct,
} from '../__testUtils__/portal/story';
import { usePortal } from '../__testUtils__/portal/usePortal';

const portal = usePortal();
const everybody = ['ada', 'max', 'bea', 'carl', 'paul'] as const;

const become = ({ id }: { id: string }, state: string) =>
  portal.knex('api_products').where({ id }).update({ state });
const titlesOf = async (person: Person, query = '') => {
  const { body } = await portal.as(person).get(`/products?${query}`);
  expect(body.totalItems).toBe(body.items.length);
  return body.items.map(({ title }: any) => title).join(' ');
};
const input = async ({ api, ...rest } = accountsProduct) => ({
  ...rest,
  gatewayApiIds: [await portal.gatewayApiId(api)],
});

describe('who finds a product of team A', () => {
  it.each([
    // state, made for, ada, max, bea, carl, paul
    ['draft', 'everyone', true, true, false, false, false],
    ['published', 'everyone', true, true, true, true, true],
    ['deprecated', 'everyone', true, true, true, true, true],
    ['retired', 'everyone', true, true, false, false, false],
    ['draft', 'team-b', true, true, false, false, false],
    ['published', 'team-b', true, true, true, false, false],
    ['deprecated', 'team-b', true, true, true, false, false],
    ['retired', 'team-b', true, true, false, false, false],
    ['published', 'team-c', true, true, false, true, false],
  ] as const)('%s, for %s', async (state, group, ...expected) => {
    const audience =
      group === 'everyone'
        ? { type: 'everyone' }
        : { type: 'groups', groups: [`group:default/${group}`] };
    const product = await portal.draft('max', { ...accountsProduct, audience });
    await become(product, state);
    const listed = await Promise.all(
      everybody.map(async person => (await titlesOf(person)) !== ''),
    );
    const found = await Promise.all(
      everybody.map(
        async person =>
          (
            await portal.as(person).get(`/products/${product.id}`)
          ).status,
      ),
    );
    expect(listed).toEqual(expected);
    expect(found).toEqual(expected.map(seen => (seen ? 200 : 404)));
  });

  it.each([
    ['ada', 'Accounts for partners Payments'],
    ['max', 'Accounts for partners'],
    ['paul', 'Payments'],
    ['bea', ''],
  ] as const)('as an owner: %s finds %j', async (person, expected) => {
    await portal.publish('max');
    await portal.publish('paul', paymentsProduct);
    expect(await titlesOf(person, 'owned=true')).toBe(expected);
  });

  it('sees counts of plans and who may change it', async () => {
    const product = await portal.publish('max');
    const seen = await Promise.all(
      everybody.map(async person => {
        const { body } = await portal.as(person).get(`/products/${product.id}`);
        return [body.editable, body.actions.join(' ')];
      }),
    );
    expect(seen).toEqual([
      [true, 'unpublish deprecate'],
      [true, 'unpublish deprecate'],
      [false, ''],
      [false, ''],
      [false, ''],
    ]);
  });
});

describe('who may make a product', () => {
  it.each([
    // person, of whom, with whose API
    ['max', 'team-a', 'Accounts', 201],
    ['max', 'team-p', 'Accounts', 403],
    ['max', 'team-a', 'Payments', 403],
    ['paul', 'team-p', 'Payments', 201],
    ['ada', 'team-p', 'Accounts', 201],
    ['bea', 'team-b', 'Accounts', 403],
  ] as const)('%s of %s with %s: %s', async (person, team, api, expected) => {
    const body = await input({
      ...accountsProduct,
      owner: `group:default/${team}`,
      api,
    });
    portal.audit.length = 0;
    expect((await portal.as(person).post('/products', body)).status).toBe(
      expected,
    );
    expect(portal.audit).toEqual([
      {
        eventId: 'product-create',
        severityLevel: 'medium',
        meta: { productId: expect.any(String), owner: body.owner },
        by: 'caller',
        outcome: expected === 201 ? 'succeeded' : 'failed',
      },
    ]);
  });
});

describe('who may change a product of team A', () => {
  it.each([
    ['ada', 200, 200],
    ['max', 200, 200],
    ['paul', 403, 403],
    ['bea', 403, 403],
  ] as const)('%s: change %s, move %s', async (person, ...expected) => {
    const { id, version } = await portal.publish('max');
    const changed = await portal
      .as(person)
      .put(`/products/${id}?version=${version}`, await input());
    const moved = await portal
      .as(person)
      .post(`/products/${id}/transitions`, { action: 'deprecate' });
    expect([changed.status, moved.status]).toEqual(expected);
  });

  it('not into the hands of a team that is not theirs', async () => {
    const { id, version } = await portal.publish('max');
    const body = { ...(await input()), owner: 'group:default/team-p' };
    const put = (person: Person) =>
      portal.as(person).put(`/products/${id}?version=${version}`, body);
    expect((await put('max')).status).toBe(403);
    expect((await put('ada')).status).toBe(200);
  });

  it('takes the version that was edited', async () => {
    const { id, version } = await portal.publish('max');
    const put = async () =>
      portal.as('max').put(`/products/${id}?version=${version}`, await input());
    expect((await put()).status).toBe(200);
    expect((await put()).status).toBe(409);
  });
});

describe('while somebody subscribes', () => {
  it.each([
    // state of the product, move, while live, after the end
    ['published', 'unpublish', 409, 200],
    ['deprecated', 'retire', 409, 200],
    ['published', 'deprecate', 200, 200],
  ])(
    'a %s product: %s is answered %s, later %s',
    async (state, action, live, after) => {
      const product = await portal.publish('max');
      const { id } = await portal.subscribe('bea', product);
      const move = async () => {
        await become(product, state);
        return portal
          .as('max')
          .post(`/products/${product.id}/transitions`, { action });
      };
      await become(product, state);
      const { body } = await portal.as('max').get(`/products/${product.id}`);
      expect(body.actions.includes(action)).toBe(live === 200);
      expect((await move()).status).toBe(live);
      await portal
        .knex('subscriptions')
        .where({ id })
        .update({ state: 'ended', live_key: null });
      expect((await move()).status).toBe(after);
    },
  );

  it('the gateway hears of a new limit only in a new plan', async () => {
    const product = await portal.publish('max');
    await portal.activate('bea', 'max', product);
    const plans = product.plans.map(({ id, title, limits, price }: any) => ({
      id,
      title,
      limits,
      price,
    }));
    const put = async (changed: object[]) =>
      portal
        .as('max')
        .put(`/products/${product.id}?version=${product.version}`, {
          ...(await input()),
          plans: changed,
        });
    const [first, second] = plans;
    const faster = { ...first, limits: { rate: 500, burst: 1000 } };
    expect((await put([faster, second])).status).toBe(409);
    expect((await put([{ ...first, title: 'Try' }, second])).status).toBe(200);
  });
});
