import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import request from 'supertest';
import { eventually } from '../__testUtils__/eventually';
import { product } from '../__testUtils__/requestedSubscription';
import { startPlugin } from '../__testUtils__/startPlugin';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ disableDocker: true });
const base = '/api/api-management';
const user = mockCredentials.user.header('user:default/max');

type Server = Parameters<typeof request>[0];

const facetsOf = async (server: Server, path: string) =>
  (await request(server).get(`${base}${path}`).set('authorization', user)).body;

async function createProducts(server: Server) {
  const get = (path: string) => facetsOf(server, path);
  const post = (path: string, body: object) =>
    request(server)
      .post(`${base}${path}`)
      .set('authorization', user)
      .send(body)
      .expect(response => expect(response.status).toBeLessThan(300));
  const api = await eventually(
    async () => (await get('/gateway-apis')).items[0],
  );
  const create = async (title: string, fields: object) =>
    (
      await post('/products', {
        ...product,
        ...fields,
        title,
        gatewayApiIds: [api.id],
      })
    ).body;
  const cards = await create('Cards', { tags: ['banking', 'cards'] });
  await post(`/products/${cards.id}/transitions`, { action: 'publish' });
  await create('Loans', {
    tags: ['banking'],
    owner: 'group:default/team-b',
  });
}

describe.each(databases.eachSupportedId())('facets on %s', databaseId => {
  it('count the values a list can be narrowed to, and only what the caller may see', async () => {
    const knex = await databases.init(databaseId);
    const { server } = await startPlugin(knex);
    await createProducts(server);

    expect(await facetsOf(server, '/product-facets')).toEqual({
      tags: [
        { value: 'banking', count: 2 },
        { value: 'cards', count: 1 },
      ],
      owners: [
        { value: 'group:default/team-a', count: 1 },
        { value: 'group:default/team-b', count: 1 },
      ],
    });
    expect(await facetsOf(server, '/product-facets?state=published')).toEqual({
      tags: [
        { value: 'banking', count: 1 },
        { value: 'cards', count: 1 },
      ],
      owners: [{ value: 'group:default/team-a', count: 1 }],
    });
    const [api] = (await facetsOf(server, '/gateway-apis')).items;
    expect(await facetsOf(server, '/gateway-api-facets')).toEqual({
      regions: [{ value: api.region, count: 1 }],
    });

    const blind = await startPlugin(knex, {
      permissions: mockServices.permissions.factory({
        result: 'DENY' as never,
      }),
    });
    expect(await facetsOf(blind.server, '/product-facets')).toEqual({
      tags: [],
      owners: [],
    });
    expect(await facetsOf(blind.server, '/gateway-api-facets')).toMatchObject({
      error: { name: 'NotAllowedError' },
    });
  });
});
