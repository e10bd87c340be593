import type { Person } from '../__testUtils__/portal/people';
import { usePortal } from '../__testUtils__/portal/usePortal';

const portal = usePortal();
const ids: Record<string, string> = {};

beforeEach(async () => {
  const product = await portal.publish('max');
  const { id, application, plan } = await portal.activate(
    'bea',
    'max',
    product,
  );
  Object.assign(ids, {
    id,
    product: product.id,
    application: application.id,
    plan: plan.id,
  });
});

const see = async (person: Person) =>
  (await portal.as(person).get(`/subscriptions/${ids.id}`)).body;
const act = (person: Person, action: string) =>
  portal.as(person).post(`/subscriptions/${ids.id}/transitions`, {
    action,
    reason: 'Because',
  });
const lose = (table: string, name: string) =>
  portal.knex(table).where({ id: ids[name] }).delete();
const spoil = (table: string, name: string, columns: object) =>
  portal.knex(table).where({ id: ids[name] }).update(columns);

/** What is damaged → how it came to that, and what is shown in its place. */
const damages: Array<[string, () => Promise<unknown>, () => object]> = [
  [
    'plan',
    () => lose('plans', 'plan'),
    () => ({ plan: { id: ids.plan, title: ids.plan, state: 'closed' } }),
  ],
  [
    'product',
    () => lose('api_products', 'product'),
    () => ({
      product: {
        id: ids.product,
        title: ids.product,
        owner: '',
        state: 'retired',
      },
    }),
  ],
  [
    'application',
    () => lose('applications', 'application'),
    () => ({
      application: { id: ids.application, title: ids.application, owner: '' },
    }),
  ],
  [
    'terms',
    () => spoil('plans', 'plan', { limits: '{' }),
    () => ({ plan: expect.objectContaining({ title: 'Trial' }) }),
  ],
  [
    'terms',
    () => spoil('plans', 'plan', { price: '{"a":1}' }),
    () => ({ plan: expect.objectContaining({ title: 'Trial' }) }),
  ],
  [
    'state',
    () => spoil('subscriptions', 'id', { state: 'odd' }),
    () => ({ state: 'failed' }),
  ],
];

describe.each(damages)(
  'a subscription whose %s is damaged',
  (part, damage, shown) => {
    beforeEach(damage);

    it('says so, and shows what is left', async () => {
      expect(await see('ada')).toMatchObject({
        id: ids.id,
        damage: [part],
        actions: ['end', 'repair'],
        actionsWithReason: ['end', 'repair'],
        ...shown(),
      });
    });

    it('is seen by who owns what is left of it, in lists as well', async () => {
      const seers = ['ada', 'max', 'bea'].filter(
        person =>
          !(part === 'product' && person === 'max') &&
          !(part === 'application' && person === 'bea'),
      );
      for (const person of ['ada', 'max', 'bea', 'carl'] as const) {
        const listed = await portal.as(person).get('/subscriptions');
        const seen = await portal.as(person).get(`/subscriptions/${ids.id}`);
        const sees = seers.includes(person);
        expect([person, listed.body.totalItems, seen.status]).toEqual(
          sees ? [person, 1, 200] : [person, 0, 404],
        );
      }
    });

    it('goes on in no way', async () => {
      for (const action of ['suspend', 'resume', 'retry']) {
        expect([action, (await act('ada', action)).status]).toEqual([
          action,
          409,
        ]);
      }
    });

    it('can be repaired by an administrator, which ends it with its credentials', async () => {
      const others = (
        await Promise.all([act('max', 'repair'), act('bea', 'repair')])
      )
        .map(({ status }) => status)
        .filter(status => status < 400);
      expect(others).toEqual([]);
      const unsaid = await portal
        .as('ada')
        .post(`/subscriptions/${ids.id}/transitions`, { action: 'repair' });
      expect(unsaid.status).toBe(400);
      expect((await act('ada', 'repair')).body.state).toBe('ending');
      const credentials = await portal.knex('credentials');
      expect(new Set(credentials.map(({ state }) => state))).toEqual(
        new Set(['revoked']),
      );
      await portal.provision();
      expect((await see('ada')).state).toBe('ended');
      expect(portal.gateway.grant(ids.id)).toBeUndefined();
    });
  },
);

it('names everything that is damaged', async () => {
  await lose('applications', 'application');
  await lose('api_products', 'product');
  await lose('plans', 'plan');
  await spoil('subscriptions', 'id', { state: 'odd' });
  expect((await see('ada')).damage).toEqual([
    'application',
    'product',
    'state',
    'plan',
  ]);
  expect((await act('ada', 'retry')).body.error.message).toBe(
    'The subscription is damaged (application, product, state, plan); it can only be ended, or repaired by an administrator',
  );
});

it('there is nothing to repair of what is whole', async () => {
  const whole = await see('ada');
  expect(whole).not.toHaveProperty('damage');
  expect(whole.actions).toEqual(['suspend', 'end']);
  const { status, body } = await act('ada', 'repair');
  expect([status, body.error.message]).toEqual([
    409,
    'The subscription is not damaged; there is nothing to repair',
  ]);
});

it.each([
  // person, what they may still do with a damaged request
  ['ada', ['reject', 'withdraw', 'repair']],
  ['max', ['reject']],
  ['bea', ['withdraw']],
] as const)('a damaged request can be taken back: %s', async (person, left) => {
  await spoil('subscriptions', 'id', { state: 'requested' });
  await spoil('plans', 'plan', { limits: '{' });
  expect((await see(person)).actions).toEqual(left);
});

it.each([
  ['limits', { limits: '{' }],
  ['price', { price: '[]' }],
])(
  'nobody subscribes to a plan whose %s cannot be read',
  async (_, columns) => {
    await spoil('plans', 'plan', columns);
    const { status, body } = await portal.as('carl').post('/subscriptions', {
      applicationId: (await portal.application('carl')).id,
      productId: ids.product,
      planId: ids.plan,
    });
    expect([status, body.error.message]).toEqual([
      409,
      'The limits or the price of plan Trial cannot be read; its owner has to set them anew',
    ]);
  },
);
