import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import request from 'supertest';
import { eventually } from './__testUtils__/eventually';
import { product } from './__testUtils__/requestedSubscription';
import { startPlugin } from './__testUtils__/startPlugin';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ disableDocker: true });
const manager = mockCredentials.user.header('user:default/max');
const base = '/api/api-management';

describe.each(databases.eachSupportedId())(
  'api-management plugin on %s',
  databaseId => {
    it('walks from import to bill line', async () => {
      const { gateway, server } = await startPlugin(
        await databases.init(databaseId),
      );
      const get = (path: string) =>
        request(server).get(`${base}${path}`).set('authorization', manager);
      const post = (path: string, body: object) =>
        request(server)
          .post(`${base}${path}`)
          .set('authorization', manager)
          .send(body);

      const api = await eventually(
        async () => (await get('/gateway-apis')).body.items[0],
      );
      expect(api).toMatchObject({
        title: 'Accounts',
        products: [],
      });

      const feed = await request(server)
        .get(`${base}/gateway-api-changes`)
        .set('authorization', mockCredentials.service.header());
      expect(feed.body.items).toEqual([
        expect.objectContaining({
          type: 'upsert',
          name: api.name,
          owner: 'group:default/team-a',
        }),
      ]);

      const stale = await request(server)
        .get(`${base}/gateway-api-changes?cursor=99`)
        .set('authorization', mockCredentials.service.header());
      expect(stale.status).toBe(400);

      const draft = await post('/products', {
        ...product,
        gatewayApiIds: [api.id],
      });
      expect(draft.status).toBe(201);
      expect(draft.body).toMatchObject({
        state: 'draft',
        actions: ['publish'],
      });

      const published = await post(`/products/${draft.body.id}/transitions`, {
        action: 'publish',
      });
      expect(published.body).toMatchObject({ state: 'published' });

      const application = await post('/applications', {
        title: 'Quote engine',
        owner: 'group:default/team-a',
      });
      expect(application.status).toBe(201);

      const wish = {
        applicationId: application.body.id,
        productId: draft.body.id,
        planId: published.body.plans[1].id,
      };
      const refused = await post('/subscriptions', wish);
      expect(refused.status).toBe(400);
      expect(refused.body.error.message).toContain(
        'request/body/termsAccepted',
      );

      const requested = await post('/subscriptions', {
        ...wish,
        termsAccepted: true,
      });
      expect(requested.status).toBe(201);
      const path = `/subscriptions/${requested.body.id}`;
      const twice = await post('/subscriptions', {
        ...wish,
        termsAccepted: true,
      });
      expect(twice.status).toBe(409);

      const rejected = await post(`${path}/transitions`, { action: 'resume' });
      expect(rejected.status).toBe(409);
      expect(rejected.body.error.message).toContain(
        'approve, reject, withdraw',
      );

      const approved = await post(`${path}/transitions`, {
        action: 'approve',
        reason: 'Welcome',
      });
      expect(approved.status).toBe(200);
      await eventually(async () => (await get(path)).body.state === 'active');
      expect(gateway.grants.size).toBe(1);

      const connections = await get(`${path}/connections`);
      expect(connections.body.items).toHaveLength(1);
      expect(connections.body.items[0]).toMatchObject({
        account: 'Fake gateway',
        issuer: 'http://gateway/oauth',
        scopes: ['accounts-for-partners:read', 'accounts-for-partners:write'],
        resources: [
          { url: 'http://gateway/accounts', examplePath: '/accounts' },
        ],
      });

      const { items } = (await get(`${path}/credentials`)).body;
      expect(items.map(({ type }: { type: string }) => type).sort()).toEqual([
        'api-key',
        'initial-access-token',
      ]);
      const key = items.find(
        ({ type }: { type: string }) => type === 'api-key',
      );
      const revealed = await post(`${path}/credentials/${key.id}/reveal`, {});
      expect(revealed.body.secret).toMatch(/^oaf_key_[0-9A-Za-z]{38}$/);
      expect(
        (await post(`${path}/credentials/${key.id}/reveal`, {})).status,
      ).toBe(409);

      gateway.call(requested.body.id, { calls: 3, billableCalls: 2 });
      const usage = await eventually(async () => {
        const { body } = await get('/usage?side=consumer&groupBy=product');
        return body.totals.calls === 3 && body;
      });
      expect(usage.groups).toEqual([
        expect.objectContaining({ title: product.title }),
      ]);

      const bills = await get('/bills?side=provider');
      expect(bills.body.totals).toEqual([{ currency: 'EUR', amount: '20.02' }]);
      expect(bills.body.items[0].lines).toHaveLength(2);

      const overview = await get('/overview');
      expect(overview.body).toMatchObject({
        callsToday: 3,
        waitingApprovals: 0,
      });

      const rotated = await post(`${path}/credentials`, { type: 'api-key' });
      expect(rotated.status).toBe(201);
      await eventually(
        async () => gateway.grant(requested.body.id)?.apiKeys.length === 2,
      );

      await post(`${path}/transitions`, { action: 'end', reason: 'Done' });
      await eventually(async () => (await get(path)).body.state === 'ended');
      expect(gateway.grants.size).toBe(0);
      const events = await get(`${path}/events`);
      expect(
        events.body.items.map(({ type }: { type: string }) => type),
      ).toEqual([
        'requested',
        'approved',
        'provisioning',
        'active',
        'credential-revealed',
        'credential-issued',
        'ending',
        'ended',
      ]);
    });

    it('answers a bad request with the field and what would be right', async () => {
      const { server } = await startPlugin(await databases.init(databaseId));
      const post = (path: string, body: object) =>
        request(server)
          .post(`${base}${path}`)
          .set('authorization', manager)
          .send(body);

      const empty = await post('/products', { ...product, gatewayApiIds: [] });
      expect(empty.status).toBe(400);
      expect(empty.body.error.message).toContain('gatewayApiIds');
      const unknown = await post('/products', {
        ...product,
        gatewayApiIds: ['nope'],
      });
      expect(unknown.status).toBe(400);
      expect(unknown.body.error.message).toContain(
        'request/body/gatewayApiIds/0',
      );
      const missing = await request(server)
        .get(`${base}/products/nope`)
        .set('authorization', manager);
      expect(missing.status).toBe(404);
      const odd = await request(server)
        .get(`${base}/products?limit=0&colour=red`)
        .set('authorization', manager);
      expect(odd.status).toBe(400);
      for (const range of ['limit=1e400', 'offset=1e400']) {
        const endless = await request(server)
          .get(`${base}/products?${range}`)
          .set('authorization', manager);
        expect(endless.status).toBe(400);
      }
      const service = await request(server)
        .get(`${base}/products`)
        .set('authorization', mockCredentials.service.header());
      expect(service.status).toBe(403);
      const nobody = await request(server)
        .get(`${base}/products`)
        .set('authorization', mockCredentials.none.header());
      expect(nobody.status).toBe(401);
      const feed = await request(server)
        .get(`${base}/gateway-api-changes`)
        .set('authorization', manager);
      expect(feed.status).toBe(403);
    });
  },
);
