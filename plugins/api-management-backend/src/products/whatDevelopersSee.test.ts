import type { Answer } from '../__testUtils__/portal/caller';
import type { Person } from '../__testUtils__/portal/people';
import { accountsProduct } from '../__testUtils__/portal/story';
import { usePortal } from '../__testUtils__/portal/usePortal';

const portal = usePortal();
const ids: Record<string, string> = {};

/** A product for teams B and C, which both hold a subscription. */
beforeEach(async () => {
  const product = await portal.publish('max', {
    ...accountsProduct,
    audience: {
      type: 'groups',
      groups: ['group:default/team-b', 'group:default/team-c'],
    },
  });
  const held = await Promise.all(
    (['bea', 'carl'] as const).map(async person => {
      const application = await portal.application(person, {
        title: `Secret plans of ${person}`,
        owner: `group:default/team-${person[0]}`,
      });
      return { person, applicationId: application.id as string };
    }),
  );
  for (const { person, applicationId } of held) {
    const { id } = await portal.activate(person, 'max', product, {
      applicationId,
    });
    Object.assign(ids, { [person]: id, [`${person}App`]: applicationId });
  }
  Object.assign(ids, {
    product: product.id,
    gatewayApi: await portal.gatewayApiId('Accounts'),
  });
});

const readAs = (person: Person, path: string): Promise<Answer> =>
  portal.as(person).get(path);

describe('a product', () => {
  it('is shown to developers without counts and without the groups of others', async () => {
    const { body: one } = await readAs('bea', `/products/${ids.product}`);
    const { body: page } = await readAs('bea', '/products');
    for (const product of [one, page.items[0]]) {
      expect(product.audience).toEqual({
        type: 'groups',
        groups: ['group:default/team-b'],
      });
      expect(JSON.stringify(product)).not.toContain('subscriptionCount');
      expect(product.mySubscription).toEqual({ id: ids.bea, state: 'active' });
    }
    const { body } = await readAs('bea', `/subscriptions/${ids.bea}`);
    expect(body.plan).not.toHaveProperty('subscriptionCount');
  });

  it.each(['max', 'ada'] as const)(
    'is shown with both to %s, who manages it',
    async person => {
      const { body } = await readAs(person, `/products/${ids.product}`);
      expect(body).toMatchObject({
        subscriptionCount: 2,
        audience: {
          groups: expect.arrayContaining([
            'group:default/team-b',
            'group:default/team-c',
          ]),
        },
        plans: [{ subscriptionCount: 2 }, { subscriptionCount: 0 }],
      });
    },
  );
});

describe('no read route tells a developer of another team', () => {
  const routes = () => [
    '/products',
    `/products/${ids.product}`,
    `/products?gatewayApiId=${ids.gatewayApi}`,
    '/product-facets',
    '/applications',
    `/applications/${ids.carlApp}`,
    '/applications?search=Secret',
    '/subscriptions',
    '/subscriptions?side=provider',
    '/subscriptions?side=consumer',
    '/subscriptions?search=Secret',
    `/subscriptions?productId=${ids.product}`,
    `/subscriptions?gatewayApiId=${ids.gatewayApi}`,
    `/subscriptions?applicationId=${ids.carlApp}`,
    ...['', '/events', '/connections', '/credentials'].map(
      part => `/subscriptions/${ids.carl}${part}`,
    ),
    ...['', '/events', '/connections', '/credentials'].map(
      part => `/subscriptions/${ids.bea}${part}`,
    ),
    ...['subscription', 'product', 'application', 'gatewayApi'].map(
      group => `/usage?productId=${ids.product}&groupBy=${group}`,
    ),
    `/usage?subscriptionId=${ids.carl}`,
    '/bills',
    `/bills?productId=${ids.product}`,
    `/bills?subscriptionId=${ids.carl}`,
    '/overview',
    '/account-links',
    '/gateway-apis',
    `/gateway-apis/${ids.gatewayApi}`,
    '/gateway-api-facets',
    `/gateway-apis/${ids.gatewayApi}/definition-changes`,
    '/gateway-api-changes',
  ];

  it('by name or count', async () => {
    portal.at('2026-03-10T12:30:00.000Z');
    portal.gateway.call(ids.carl, {
      calls: 98_765_432,
      billableCalls: 98_765_432,
    });
    await portal.meter();
    const { body: usage } = await readAs('max', '/usage');
    expect(usage.totals.calls).toBe(98_765_432);
    for (const route of routes()) {
      const { status, body } = await readAs('bea', route);
      const { error, ...answer } = body;
      const told = [JSON.stringify(answer), error?.message];
      for (const secret of [
        'team-c',
        'Secret plans of carl',
        'carl',
        '98765432',
      ]) {
        const where = `${route} ${status} ${secret}`;
        expect([where, told.join(' ').includes(secret)]).toEqual([
          where,
          false,
        ]);
      }
    }
  });

  it('and those of the platform are closed to developers', async () => {
    for (const route of ['/overview', '/account-links', '/gateway-apis']) {
      expect(await readAs('bea', route)).toMatchObject({ status: 403 });
    }
  });
});
