import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { asUser } from './__testUtils__/asUser';
import { eventually } from './__testUtils__/eventually';
import { requestedSubscription } from './__testUtils__/requestedSubscription';
import { startPlugin } from './__testUtils__/startPlugin';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ disableDocker: true });

type Ids = {
  id: string;
  plan_id: string;
  product_id: string;
  application_id: string;
};

/** What a row lacks → how it came to lack it. */
const damages: Array<
  [string, string[], (knex: Knex, ids: Ids) => Promise<unknown>]
> = [
  [
    'a plan that is gone',
    ['plan'],
    (knex, { plan_id }) => knex('plans').where({ id: plan_id }).delete(),
  ],
  [
    'a product that is gone',
    ['product'],
    (knex, { product_id }) =>
      knex('api_products').where({ id: product_id }).delete(),
  ],
  [
    'an application that is gone',
    ['application'],
    (knex, { application_id }) =>
      knex('applications').where({ id: application_id }).delete(),
  ],
  [
    'limits that are no JSON',
    ['terms'],
    (knex, { plan_id }) =>
      knex('plans').where({ id: plan_id }).update({ limits: '{' }),
  ],
  [
    'a price of another shape',
    ['terms'],
    (knex, { plan_id }) =>
      knex('plans').where({ id: plan_id }).update({ price: '{"a":null}' }),
  ],
  [
    'a state that nobody knows',
    ['state'],
    (knex, { id }) =>
      knex('subscriptions').where({ id }).update({ state: 'odd' }),
  ],
];

const lists = [
  '/subscriptions',
  '/subscriptions?side=provider',
  '/subscriptions?side=consumer',
  '/products',
  '/products?owned=true',
  '/product-facets',
  '/applications',
  '/bills?side=provider',
  '/bills?side=consumer',
  '/usage?side=provider&groupBy=product',
  '/usage?side=provider&groupBy=application',
  '/overview',
  '/gateway-apis',
  '/account-links',
];

async function expectLists(caller: ReturnType<typeof asUser>) {
  for (const list of lists) {
    const { status, text } = await caller.get(list);
    expect([list, status, status === 200 ? '' : text]).toEqual([list, 200, '']);
  }
}

describe.each(databases.eachSupportedId())('on %s', engine => {
  let knex: Knex;
  let plugin: Awaited<ReturnType<typeof startPlugin>>;

  beforeAll(async () => {
    knex = await databases.init(engine);
    plugin = await startPlugin(knex);
  });
  afterAll(() => plugin?.stop());

  it.each(damages)(
    'a subscription with %s is listed as damaged, and can be repaired',
    async (_name, damage, make) => {
      const { server, gateway } = plugin;
      const max = asUser(server);
      const { id } = await requestedSubscription(server);
      const path = `/subscriptions/${id}`;
      const healthy = await max.post(`${path}/transitions`, {
        action: 'repair',
        reason: 'Why not',
      });
      expect(healthy.status).toBe(409);
      await max.post(`${path}/transitions`, { action: 'approve' });
      await eventually(
        async () => (await max.get(path)).body.state === 'active',
      );
      await make(knex, await knex('subscriptions').where({ id }).first());

      await expectLists(max);
      for (const part of ['', '/events', '/credentials']) {
        expect([part, (await max.get(path + part)).status]).toEqual([
          part,
          200,
        ]);
      }
      const { items } = (await max.get('/subscriptions?side=provider')).body;
      const listed = items.find((one: Ids) => one.id === id);
      expect(listed).toMatchObject({ damage, actions: ['end', 'repair'] });
      const resumed = await max.post(`${path}/transitions`, {
        action: 'suspend',
        reason: 'Because',
      });
      expect(resumed.status).toBe(409);
      const unsaid = await max.post(`${path}/transitions`, {
        action: 'repair',
      });
      expect(unsaid.status).toBe(400);

      const repaired = await max.post(`${path}/transitions`, {
        action: 'repair',
        reason: 'Its row is damaged',
      });
      expect(repaired.status).toBe(200);
      expect(
        await knex('credentials')
          .where({ subscription_id: id })
          .whereNot({ state: 'revoked' }),
      ).toEqual([]);
      await eventually(
        async () => (await max.get(path)).body.state === 'ended',
      );
      expect(gateway.grant(id)).toBeUndefined();
      const row = await knex('subscriptions').where({ id }).first();
      expect(row.live_key).toBeNull();
      const events = (await max.get(`${path}/events`)).body.items.map(
        ({ type }: { type: string }) => type,
      );
      expect(events.slice(-2)).toEqual(['ending', 'ended']);
    },
  );

  it('unreadable columns of other rows take no list down', async () => {
    const { server } = plugin;
    const max = asUser(server);
    await requestedSubscription(server);
    await knex('gateway_apis').update({ tags: '{' });
    await knex('account_regions').update({ budget: 'x' });
    await knex('account_links').update({
      checks: '{"a"',
      requested_regions: '7',
      available_regions: '',
    });
    await knex('api_products').update({ state: 'odd' });
    await expectLists(max);
    const { items } = (await max.get('/gateway-apis')).body;
    expect(items[0].importError).toContain('tags cannot be read');
  });
});
