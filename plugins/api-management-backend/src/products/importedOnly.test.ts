import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import request from 'supertest';
import { eventually } from '../__testUtils__/eventually';
import { product } from '../__testUtils__/requestedSubscription';
import { startPlugin } from '../__testUtils__/startPlugin';

jest.setTimeout(60_000);

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

describe('an API whose gateway cannot give access', () => {
  it('is imported, and refused as part of a product', async () => {
    const { gateway, server } = await startPlugin(
      await databases.init('SQLITE_3'),
    );
    Object.defineProperty(gateway, 'access', { value: undefined });
    const as = mockCredentials.user.header('user:default/max');
    const list = (query: string) =>
      request(server)
        .get(`/api/api-management/gateway-apis${query}`)
        .set('authorization', as);

    const api = await eventually(async () => (await list('')).body.items[0]);
    expect(api).toMatchObject({ importedOnly: true });
    expect((await list('?publishable=true')).body.totalItems).toBe(0);
    expect((await list('?publishable=false')).body.totalItems).toBe(1);

    const refused = await request(server)
      .post('/api/api-management/products')
      .set('authorization', as)
      .send({ ...product, gatewayApiIds: [api.id] });
    expect(refused.status).toBe(400);
    expect(refused.body.error.message).toBe(
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
