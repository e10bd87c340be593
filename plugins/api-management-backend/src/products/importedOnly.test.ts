import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import type {
  ApiProductInput,
  ProductState,
} from '@oaf/backstage-plugin-api-management-common';
import request from 'supertest';
import type { StoredGatewayApi } from '../discovery/GatewayApiStore';
import { eventually } from '../__testUtils__/eventually';
import { product } from '../__testUtils__/requestedSubscription';
import { startPlugin } from '../__testUtils__/startPlugin';
import { readProductInput } from './readProductInput';

jest.setTimeout(60_000);

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

describe('an API whose gateway cannot give access', () => {
  it('is imported, and refused as part of a product that is offered', async () => {
    const { gateway, server } = await startPlugin(
      await databases.init('SQLITE_3'),
    );
    const { access } = gateway;
    const switchAccess = (value: typeof access | undefined) =>
      Object.defineProperty(gateway, 'access', { value, configurable: true });
    switchAccess(undefined);
    const as = mockCredentials.user.header('user:default/max');
    const list = (query: string) =>
      request(server)
        .get(`/api/api-management/gateway-apis${query}`)
        .set('authorization', as);

    const api = await eventually(async () => (await list('')).body.items[0]);
    expect(api).toMatchObject({ importedOnly: true });
    expect((await list('?publishable=true')).body.totalItems).toBe(0);
    expect((await list('?publishable=false')).body.totalItems).toBe(1);

    const send = (method: 'post' | 'put', path: string, body: object) =>
      request(server)
        [method](`/api/api-management/products${path}`)
        .set('authorization', as)
        .send(body);
    const draft = await send('post', '', {
      ...product,
      gatewayApiIds: [api.id],
    });
    expect([draft.status, draft.body.state]).toEqual([201, 'draft']);
    const publish = () =>
      send('post', `/${draft.body.id}/transitions`, { action: 'publish' });
    const refused = await publish();
    expect([refused.status, refused.body.error.message]).toEqual([
      409,
      'Accounts is imported only; its gateway cannot give consumers access yet',
    ]);
    switchAccess(access);
    expect((await publish()).body.state).toBe('published');
  });

  it('is refused by a product that is offered already', () => {
    const api = { id: 'api-1', title: 'Accounts', removedAt: null };
    const read = (state: ProductState) =>
      readProductInput(
        { ...product, gatewayApiIds: ['api-1'] } as ApiProductInput,
        {
          state,
          apis: [{ ...api, invokeUrl: 'https://a' } as StoredGatewayApi],
          accessible: new Set(),
          kept: [],
          mayPublish: () => true,
        },
      );
    expect(read('draft').gatewayApiIds).toEqual(['api-1']);
    expect(() => read('published')).toThrow(
      'request/body/gatewayApiIds/0: Accounts is imported only; its gateway cannot give consumers access yet',
    );
  });

  it('is refused when it cannot be called, and says why', async () => {
    const { gateway, server } = await startPlugin(
      await databases.init('SQLITE_3'),
    );
    const as = mockCredentials.user.header('user:default/max');
    const call = (method: 'get' | 'post', path: string) =>
      request(server)
        [method](`/api/api-management${path}`)
        .set('authorization', as);
    const { id } = await eventually(
      async () => (await call('get', '/gateway-apis')).body.items[0],
    );
    const { discover } = gateway;
    gateway.discover = async function* off(account, region) {
      for await (const api of discover.call(gateway, account, region)) {
        yield { ...api, invokeUrl: undefined, endpointNote: 'It is off.' };
      }
    };
    const synced = await call('post', `/gateway-apis/${id}/sync`);
    expect(synced.body).toMatchObject({ endpointNote: 'It is off.' });
    expect(synced.body).not.toHaveProperty('invokeUrl');
    for (const [publishable, count] of [
      [true, 0],
      [false, 1],
    ]) {
      const path = `/gateway-apis?publishable=${publishable}`;
      expect((await call('get', path)).body.totalItems).toBe(count);
    }
    const refused = await call('post', '/products').send({
      ...product,
      gatewayApiIds: [id],
    });
    expect(refused.status).toBe(400);
    expect(refused.body.error.message).toBe(
      'request/body/gatewayApiIds/0: Accounts has no address. It is off.',
    );
  });
});
