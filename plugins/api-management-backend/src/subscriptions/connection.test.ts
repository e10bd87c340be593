import type { Person } from '../__testUtils__/portal/people';
import { usePortal } from '../__testUtils__/portal/usePortal';

const portal = usePortal();
const ids = { subscription: '' };

const connect = (person: Person) =>
  portal.as(person).get(`/subscriptions/${ids.subscription}/connections`);

describe('what a program needs', () => {
  beforeEach(async () => {
    const product = await portal.publish('max');
    ids.subscription = (await portal.subscribe('bea', product)).id;
  });
  const activate = async () => {
    await portal.move('max', { id: ids.subscription }, 'approve');
    await portal.provision();
  };

  it('is told once the subscription was active', async () => {
    const early = await connect('bea');
    expect(early.status).toBe(409);
    expect(early.body.error.message).toBe(
      'The subscription is requested; it can be called once it was active',
    );
    await activate();
    const { status, body } = await connect('bea');
    expect(status).toBe(200);
    const [connection, ...others] = body.items;
    expect(others).toEqual([]);
    expect(connection).toEqual({
      account: 'Fake gateway',
      region: 'here',
      ready: true,
      issuer: 'http://gateway/oauth',
      registrationEndpoint: 'http://gateway/oauth/register',
      tokenEndpoint: 'http://gateway/oauth/token',
      clientId: expect.stringMatching(/^sub_[0-9a-f]{32}$/),
      clientName: 'App of bea',
      scopes: ['accounts-for-partners:read', 'accounts-for-partners:write'],
      resources: [
        {
          title: 'Accounts',
          region: 'here',
          url: 'http://gateway/accounts',
          examplePath: '/list',
        },
      ],
    });
    expect(portal.gateway.grant(ids.subscription)?.clientId).toBe(
      connection.clientId,
    );
  });

  it.each([
    ['ada', 200],
    ['max', 200],
    ['bea', 200],
    ['carl', 404],
    ['paul', 404],
  ] as const)(
    'is for who sees the subscription: %s %s',
    async (who, status) => {
      await activate();
      expect((await connect(who)).status).toBe(status);
    },
  );

  it('is still told after the end', async () => {
    await activate();
    await portal.move('bea', { id: ids.subscription }, 'end');
    await portal.provision();
    expect((await connect('bea')).status).toBe(200);
  });

  it('has the root as its example where the definition cannot be read', async () => {
    await activate();
    await portal
      .knex('gateway_api_definitions')
      .update({ zstd: Buffer.from('junk') });
    await portal.knex('gateway_apis').update({ definition_hash: '2' });
    const { body } = await connect('bea');
    expect(body.items[0].resources[0].examplePath).toBe('/');
  });

  it('leaves out an API that has no address', async () => {
    await activate();
    await portal.knex('gateway_apis').update({ invoke_url: '' });
    const { status, body } = await connect('bea');
    expect([status, body.items[0].resources]).toEqual([200, []]);
  });

  it('cannot be told without the product', async () => {
    await activate();
    await portal.knex('api_products').delete();
    const { status, body } = await connect('bea');
    expect([status, body.error.message]).toEqual([
      409,
      'The product of this subscription is missing; an administrator has to repair the subscription',
    ]);
  });

  it('is not known when no gateway serves the product any more', async () => {
    await activate();
    await portal.knex('gateway_apis').delete();
    const { status, body } = await connect('bea');
    expect(status).toBe(404);
    expect(body.error.message).toBe(
      'No gateway serves Accounts for partners any more',
    );
  });
});
