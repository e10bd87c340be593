import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { GatewayError } from '@oaf/backstage-plugin-api-management-node';
import request from 'supertest';
import { eventually } from '../__testUtils__/eventually';
import { startPlugin } from '../__testUtils__/startPlugin';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ disableDocker: true });
const base = '/api/api-management';

async function setUp() {
  const knex = await databases.init('SQLITE_3');
  const { gateway, server } = await startPlugin(knex);
  const as = (authorization: string) => ({
    get: (path: string) =>
      request(server).get(`${base}${path}`).set({ authorization }),
    post: (path: string) =>
      request(server).post(`${base}${path}`).set({ authorization }),
  });
  const user = as(mockCredentials.user.header('user:default/max'));
  const api = await eventually(
    async () => (await user.get('/gateway-apis')).body.items[0],
  );
  return {
    api,
    gateway,
    ...user,
    service: as(mockCredentials.service.header()),
  };
}

describe('gateway APIs over HTTP', () => {
  it('are imported by themselves when somebody asks for it', async () => {
    const { api, gateway, get, post } = await setUp();
    const synced = await post(`/gateway-apis/${api.id}/sync`);
    expect(synced.status).toBe(200);
    expect(Date.parse(synced.body.importedAt)).toBeGreaterThan(
      Date.parse(api.importedAt),
    );
    gateway.failure = new GatewayError('access-denied', 'The role may not.');
    const refused = await post(`/gateway-apis/${api.id}/sync`);
    expect(refused.status).toBe(503);
    expect(refused.body.error.message).toBe('The role may not.');
    expect((await get(`/gateway-apis/${api.id}`)).status).toBe(200);
    expect((await post('/gateway-apis/none/sync')).status).toBe(404);
  });

  it('are not found once the gateway has lost them', async () => {
    const { api, gateway, get, post, service } = await setUp();
    const cursor = (await service.get('/gateway-api-changes')).body.cursor;
    gateway.discover = async function* nothing() {};
    const gone = await post(`/gateway-apis/${api.id}/sync`);
    expect(gone.status).toBe(404);
    expect(gone.body.error.message).toContain('does not have Accounts');
    expect((await get('/gateway-apis')).body.items).toEqual([]);
    const { body } = await service.get(
      `/gateway-api-changes?cursor=${encodeURIComponent(cursor)}`,
    );
    expect(body.items).toEqual([
      { type: 'remove', name: api.name, entityRef: api.entityRef },
    ]);
  });

  it('tell the changes of their definition, newest first', async () => {
    const { api, gateway, get, post } = await setUp();
    const { text } = await gateway.exportDefinition();
    for (const path of ['/new', '/newer']) {
      const document = JSON.parse(text);
      document.paths = { [path]: { get: {} } };
      gateway.exportDefinition = async () => ({
        format: 'openapi',
        text: JSON.stringify(document),
      });
      const { discover } = gateway;
      gateway.discover = async function* changed(account, region) {
        for await (const one of discover.call(gateway, account, region)) {
          yield { ...one, fingerprint: path };
        }
      };
      await post(`/gateway-apis/${api.id}/sync`);
    }
    const { body } = await get(`/gateway-apis/${api.id}/definition-changes`);
    expect(body.totalItems).toBe(2);
    expect(body.items[0].details).toEqual([
      {
        breaking: true,
        path: 'GET /new',
        description: 'Removed operation GET /new',
      },
      {
        breaking: false,
        path: 'GET /newer',
        description: 'Added operation GET /newer',
      },
    ]);
    const listed = await get('/gateway-apis?breaking=true&region=here');
    expect(listed.body.items[0].lastDefinitionChange).toMatchObject({
      breakingCount: 1,
      nonBreakingCount: 1,
    });
    const entity = encodeURIComponent(api.entityRef);
    for (const [query, count] of [
      ['breaking=false', 0],
      ['importProblem=true', 0],
      ['importProblem=false', 1],
      ['region=there', 0],
      [`entityRef=${entity}`, 1],
      [`entityRef=${encodeURIComponent(`api:other/${api.name}`)}`, 0],
    ]) {
      const { items } = (await get(`/gateway-apis?${query}`)).body;
      expect(items).toHaveLength(count as number);
    }
    const unknown = await get('/gateway-apis/none/definition-changes');
    expect(unknown.status).toBe(404);
  });
});
