import { get as httpGet } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { productReadPermission } from '@oaf/backstage-plugin-api-management-common';
import { asUser } from '../../__testUtils__/asUser';
import { eventually } from '../../__testUtils__/eventually';
import { product } from '../../__testUtils__/requestedSubscription';
import { startPlugin } from '../../__testUtils__/startPlugin';

jest.setTimeout(120_000);

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

const MANAGER = 'user:default/max';
const CONSUMER = 'user:default/bea';

const resultFor = (allowed: boolean) => ({
  result: allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
});

/** The manager may all; the consumer may see products, when there are any for her. */
function permissionsOf(forConsumers: { products: boolean }) {
  const mayConsume = (name: string) =>
    name === productReadPermission.name && forConsumers.products;
  const decide = async (
    requests: Array<{ permission: { name: string } }>,
    { credentials }: any,
  ) =>
    requests.map(({ permission }) =>
      resultFor(
        credentials.principal.userEntityRef === MANAGER ||
          mayConsume(permission.name),
      ),
    );
  return mockServices.permissions.mock({
    authorize: decide as never,
    authorizeConditional: decide as never,
  }).factory;
}

/** 3 MB, 1,000 operations. */
const text = JSON.stringify({
  openapi: '3.0.3',
  info: { title: 'Accounts', version: '1', description: 'ä'.repeat(1.4e6) },
  paths: Object.fromEntries(
    Array.from({ length: 500 }, (_, at) => [
      `/accounts/${at}`,
      {
        get: { tags: ['read'], summary: `Account ${at}`, responses: {} },
        delete: { tags: ['write'], responses: {} },
      },
    ]),
  ),
});

describe('a definition that the catalog does not take', () => {
  let server: Awaited<ReturnType<typeof startPlugin>>['server'];
  let path: string;
  const forConsumers = { products: true };

  beforeAll(async () => {
    const started = await startPlugin(await databases.init('SQLITE_3'), {
      permissions: permissionsOf(forConsumers),
    });
    server = started.server;
    const { gateway } = started;
    const { discover } = gateway;
    gateway.exportDefinition = async () => ({ format: 'openapi', text });
    gateway.discover = async function* changed(account, region) {
      for await (const one of discover.call(gateway, account, region)) {
        yield { ...one, fingerprint: 'large' };
      }
    };
    const manager = asUser(server, MANAGER);
    const api = await eventually(
      async () => (await manager.get('/gateway-apis')).body.items[0],
    );
    path = `/gateway-apis/${api.id}`;
    await manager.post(`${path}/sync`);
  });

  const asked = (headers: Record<string, string>): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      const authorization = mockCredentials.user.header(MANAGER);
      httpGet(
        `http://localhost:${port}/api/api-management${path}/definition`,
        { headers: { authorization, ...headers } },
        resolve,
      ).on('error', reject);
    });

  it.each([
    ['zstd', 'zstd, gzip', zstdDecompressSync],
    ['gzip', 'gzip, deflate', gunzipSync],
    [undefined, 'identity', (bytes: Buffer) => bytes],
  ])('is answered whole as %s', async (encoding, accepted, decode) => {
    const answer = await asked({ 'accept-encoding': accepted });
    expect(answer.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      etag: expect.stringMatching(/^W\/"[0-9a-f]{64}"$/),
      vary: expect.stringContaining('Accept-Encoding'),
    });
    expect(answer.headers['content-encoding']).toBe(encoding);
    const bytes = await buffer(answer);
    expect(decode(bytes).toString()).toBe(text);
  });

  it('is not sent again to whoever has it', async () => {
    const { headers } = await asked({});
    const again = await asked({ 'if-none-match': String(headers.etag) });
    expect(again.statusCode).toBe(304);
    expect(await buffer(again)).toHaveLength(0);
  });

  it('tells its size and number of operations before it is published', async () => {
    const { body } = await asUser(server).get(path);
    expect(body.definition).toEqual({
      format: 'openapi',
      bytes: Buffer.byteLength(text),
      operationCount: 1000,
    });
  });

  it('lists its operations by page, tag and words', async () => {
    const list = async (query: string) =>
      (await asUser(server).get(`${path}/operations?${query}`)).body;
    const page = await list('offset=499&limit=2');
    expect(page.totalItems).toBe(1000);
    expect(page.tags).toEqual([
      { value: 'read', count: 500 },
      { value: 'write', count: 500 },
    ]);
    expect(page.items.map(({ id }: { id: string }) => id)).toEqual([
      'get /accounts/499',
      'delete /accounts/0',
    ]);
    expect((await list('tag=write')).totalItems).toBe(500);
    expect((await list('search=ACCOUNT%2042')).totalItems).toBe(30);
    expect((await list('search=delete%20/accounts/42')).totalItems).toBe(11);
    expect((await list('search=nowhere')).items).toEqual([]);
  });

  it('answers one operation alone', async () => {
    const ask = (operation: string) =>
      asUser(server).get(
        `${path}/operation-definition?operation=${encodeURIComponent(
          operation,
        )}`,
      );
    const { paths } = JSON.parse((await ask('delete /accounts/7')).text);
    expect(paths).toEqual({
      '/accounts/7': { delete: { tags: ['write'], responses: {} } },
    });
    expect((await ask('post /accounts/7')).status).toBe(404);
  });

  it('is seen by those who see a product of it, and by nobody else', async () => {
    const operation = encodeURIComponent('get /accounts/1');
    const statuses = async (user: string) => {
      const parts = [
        'definition',
        'operations',
        `operation-definition?operation=${operation}`,
      ];
      const answers = parts.map(part =>
        asUser(server, user).get(`${path}/${part}`),
      );
      return (await Promise.all(answers)).map(({ status }) => status);
    };
    expect(await statuses(MANAGER)).toEqual([200, 200, 200]);
    expect(await statuses(CONSUMER)).toEqual([404, 404, 404]);
    const made = await asUser(server, MANAGER).post('/products', {
      ...product,
      gatewayApiIds: [path.split('/')[2]],
    });
    expect(made.status).toBe(201);
    expect(await statuses(CONSUMER)).toEqual([200, 200, 200]);
    forConsumers.products = false;
    expect(await statuses(CONSUMER)).toEqual([404, 404, 404]);
  });
});
