import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import request from 'supertest';
import { asUser } from '../__testUtils__/asUser';
import { eventually } from '../__testUtils__/eventually';
import { roleArnOf } from '../__testUtils__/FakeLinking';
import { product } from '../__testUtils__/requestedSubscription';
import { startPlugin } from '../__testUtils__/startPlugin';

jest.setTimeout(240_000);

const databases = TestDatabases.create({ disableDocker: true });
const ACCOUNT = '111122223333';

describe.each(databases.eachSupportedId())('unlinking on %s', engine => {
  let server: Awaited<ReturnType<typeof startPlugin>>['server'];
  let max: ReturnType<typeof asUser>;
  let path: string;
  let subscription: string;

  const changes = async () => {
    const { body } = await request(server)
      .get('/api/api-management/gateway-api-changes')
      .set('authorization', mockCredentials.service.header());
    return body.items as Array<{ type: string; name: string }>;
  };
  const imported = (region: string) =>
    eventually(async () => {
      const { body } = await max.get(path);
      return body.regions.find(
        (status: { region: string; fresh: boolean }) =>
          status.region === region && status.fresh,
      );
    });

  async function link() {
    const { body } = await max.post('/account-links', {
      driver: 'fake',
      accountId: ACCOUNT,
      partition: 'fake',
      alias: 'Payments',
    });
    path = `/account-links/${body.id}`;
    await max.post(`${path}/verification`, { roleArn: roleArnOf(ACCOUNT) });
    await max.patch(`${path}?version=1`, { regions: ['east', 'west'] });
    await imported('east');
    await imported('west');
    return body.id as string;
  }

  async function subscribe(accountLinkId: string) {
    const { body: apis } = await max.get(
      `/gateway-apis?accountLinkId=${accountLinkId}&region=east`,
    );
    const draft = await max.post('/products', {
      ...product,
      gatewayApiIds: [apis.items[0].id],
    });
    const published = await max.post(`/products/${draft.body.id}/transitions`, {
      action: 'publish',
    });
    const application = await max.post('/applications', {
      title: 'Quote engine',
      owner: 'group:default/team-a',
    });
    const { body } = await max.post('/subscriptions', {
      applicationId: application.body.id,
      productId: draft.body.id,
      planId: published.body.plans[0].id,
      termsAccepted: true,
    });
    return `/subscriptions/${body.id}`;
  }

  beforeAll(async () => {
    ({ server } = await startPlugin(await databases.init(engine)));
    max = asUser(server);
    subscription = await subscribe(await link());
  });

  it('tells what would go', async () => {
    const all = await max.get(`${path}/unlink-preview`);
    expect(all.body).toMatchObject({
      gatewayApiCount: 2,
      gatewayApis: [{ title: 'Accounts' }, { title: 'Accounts' }],
      products: [{ title: product.title, state: 'published' }],
      liveSubscriptionCount: 1,
      allowed: false,
      reason:
        '1 live subscription needs APIs that would go; end what is subscribed or take the APIs out of their products first',
    });
    const west = await max.get(`${path}/unlink-preview?regions=west`);
    expect(west.body).toMatchObject({
      gatewayApiCount: 1,
      products: [],
      liveSubscriptionCount: 0,
      allowed: true,
    });
  });

  it('is refused while a live subscription needs the account, and so is giving up its region', async () => {
    const unlinked = await max.delete(path);
    expect(unlinked.status).toBe(409);
    expect(unlinked.body.error.message).toContain('1 live subscription needs');
    const without = await max.patch(`${path}?version=2`, { regions: ['west'] });
    expect(without.status).toBe(409);
    const { body } = await max.get(path);
    expect(body).toMatchObject({
      state: 'verified',
      version: 2,
      regions: [{ region: 'east' }, { region: 'west' }],
    });
  });

  it('removes the APIs of a region that is given up', async () => {
    const without = await max.patch(`${path}?version=2`, { regions: ['east'] });
    expect(without.body).toMatchObject({ regions: [{ region: 'east' }] });
    expect((await changes()).at(-1)).toMatchObject({ type: 'remove' });
    const { body } = await max.get(`${path}/unlink-preview`);
    expect(body).toMatchObject({ gatewayApiCount: 1 });
  });

  it('removes all APIs from the catalog when no subscription is left', async () => {
    await max.post(`${subscription}/transitions`, { action: 'withdraw' });
    const names = async (type: string) =>
      (await changes())
        .filter(change => change.type === type)
        .map(({ name }) => name);
    const removedBefore = await names('remove');
    expect((await max.delete(path)).status).toBe(204);
    expect(await names('remove')).toHaveLength(removedBefore.length + 1);
    const { body } = await max.get(path);
    expect(body).toMatchObject({ state: 'unlinked', regions: [] });
    const listed = await max.get('/account-links?search=Payments');
    expect(listed.body.items).toEqual([]);
    const unlinked = await max.get(
      '/account-links?search=Payments&state=unlinked',
    );
    expect(unlinked.body.items).toMatchObject([{ accountId: ACCOUNT }]);
  });

  it('lets the account be linked anew, with its APIs', async () => {
    await link();
    const { body } = await max.get(`${path}/unlink-preview`);
    expect(body).toMatchObject({ gatewayApiCount: 2, allowed: true });
  });
});
