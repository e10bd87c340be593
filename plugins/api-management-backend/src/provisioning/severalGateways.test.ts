import { TestDatabases } from '@backstage/backend-test-utils';
import { asUser } from '../__testUtils__/asUser';
import { eventually } from '../__testUtils__/eventually';
import { product } from '../__testUtils__/requestedSubscription';
import { startPlugin } from '../__testUtils__/startPlugin';
import { TwoAccountGateway } from '../__testUtils__/TwoAccountGateway';

jest.setTimeout(240_000);

const databases = TestDatabases.create();

describe.each(databases.eachSupportedId())(
  'a product over several gateways on %s',
  databaseId => {
    it('is granted, shown and taken back at each of them', async () => {
      const gateway = new TwoAccountGateway();
      const { server } = await startPlugin(await databases.init(databaseId), {
        gateway,
      });
      const { get, post } = asUser(server);
      const apis = await eventually(async () => {
        const { items } = (await get('/gateway-apis')).body;
        return items.length === 2 && items;
      });
      const byRegion = (region: string) =>
        apis.find((api: { region: string }) => api.region === region).id;
      const [south, north] = [byRegion('south-1'), byRegion('north-1')];
      const draft = (
        await post('/products', { ...product, gatewayApiIds: [south, north] })
      ).body;
      const published = (
        await post(`/products/${draft.id}/transitions`, { action: 'publish' })
      ).body;
      const application = (
        await post('/applications', {
          title: 'Quote engine',
          owner: 'group:default/team-a',
        })
      ).body;
      const { id } = (
        await post('/subscriptions', {
          applicationId: application.id,
          productId: draft.id,
          planId: published.plans[0].id,
          termsAccepted: true,
        })
      ).body;
      const path = `/subscriptions/${id}`;
      const stateIs = (state: string) =>
        eventually(async () => (await get(path)).body.state === state);

      // One that is down does not hold up the other.
      gateway.down = 'south';
      await post(`${path}/transitions`, { action: 'approve' });
      await eventually(async () => gateway.held.north.has(id));
      expect(gateway.held.south.has(id)).toBe(false);
      await stateIs('active');
      gateway.down = undefined;
      await eventually(async () => gateway.held.south.has(id));
      expect(gateway.held.north.get(id)?.apis).toMatchObject([
        { region: 'north-1', resource: 'http://north/accounts' },
      ]);
      expect(gateway.held.south.get(id)?.apis).toMatchObject([
        { region: 'south-1', resource: 'http://south/accounts' },
      ]);

      expect((await get(`${path}/connections`)).body.items).toMatchObject([
        {
          account: 'Gateway south',
          issuer: 'http://south/oauth',
          resources: [{ region: 'south-1', url: 'http://south/accounts' }],
        },
        {
          account: 'Gateway north',
          issuer: 'http://north/oauth',
          resources: [{ region: 'north-1', url: 'http://north/accounts' }],
        },
      ]);

      const key = {
        registeredAt: 1_000,
        registeredBy: 'enrolment' as const,
        lastUsedAt: null,
        replacedAt: null,
        notAfter: null,
        revokedAt: null,
        revokedBy: null,
      };
      const keyIn = (account: 'north' | 'south', lastUsedAt: number) => {
        const { credentialId } = gateway.held[account].get(id)!.apiKeys[0];
        gateway.observed[account] = {
          enrolments: [],
          clientKeys: [
            { ...key, thumbprint: `${account}-key-of-the-consumer` },
            { ...key, thumbprint: 'shared-key', lastUsedAt },
          ],
          apiKeys: [{ credentialId, lastUsedAt }],
        };
      };
      keyIn('south', 5_000);
      keyIn('north', 9_000);
      const credentials = (await get(`${path}/credentials`)).body;
      expect(credentials.unanswered).toEqual([]);
      const ofType = (type: string) =>
        credentials.items.filter(
          (credential: { type: string }) => credential.type === type,
        );
      expect(
        ofType('client-key')
          .map(({ id: keyId }: { id: string }) => keyId)
          .sort(),
      ).toEqual([
        'north-key-of-the-consumer',
        'shared-key',
        'south-key-of-the-consumer',
      ]);
      expect(ofType('api-key')[0].lastUsedAt).toBe(
        new Date(9_000).toISOString(),
      );

      // One that does not answer is named, and takes nothing down.
      gateway.down = 'north';
      const partly = (await get(`${path}/credentials`)).body;
      expect(partly.unanswered).toEqual(['Gateway north']);
      expect((await get(`${path}/events`)).body.unanswered).toEqual([
        'Gateway north',
      ]);
      gateway.down = undefined;

      // An account that no longer serves the product gives the grant back.
      const { body: current } = await get(`/products/${draft.id}`);
      const { status } = await asUser(server).put(
        `/products/${draft.id}?version=${current.version}`,
        {
          ...product,
          gatewayApiIds: [south],
          plans: current.plans.map(
            ({ id: planId, title, limits, price }: any) => ({
              id: planId,
              title,
              limits,
              price,
            }),
          ),
        },
      );
      expect(status).toBe(200);
      await eventually(async () => !gateway.held.north.has(id));
      expect(gateway.held.south.has(id)).toBe(true);

      await post(`${path}/transitions`, { action: 'end', reason: 'Done' });
      await stateIs('ended');
      expect(gateway.held.south.has(id)).toBe(false);
    });
  },
);
