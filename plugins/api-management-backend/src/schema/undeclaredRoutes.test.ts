import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import request from 'supertest';
import { startPlugin } from '../__testUtils__/startPlugin';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('what the contract does not have', () => {
  let server: Parameters<typeof request>[0];

  beforeAll(async () => {
    ({ server } = await startPlugin(await databases.init('SQLITE_3')));
  });

  const ask = (method: string, path: string) =>
    request(server)
      [method as 'get'](`/api/api-management${path}`)
      .set('authorization', mockCredentials.user.header());

  it.each([
    ['patch', '/products', 'GET, HEAD, POST'],
    ['delete', '/products', 'GET, HEAD, POST'],
    ['trace', '/products', 'GET, HEAD, POST'],
    ['propfind', '/products/', 'GET, HEAD, POST'],
    ['post', '/overview', 'GET, HEAD'],
    ['post', '/products/some/deprecate/..%2f', undefined],
  ])('%s %s is answered with words', async (method, path, allowed) => {
    const answer = await ask(method, path);
    expect(answer.status).toBe(allowed ? 405 : 404);
    expect(answer.headers.allow).toBe(allowed);
    expect(answer.body).toMatchObject({
      error: allowed
        ? { name: 'MethodNotAllowedError', message: `Use ${allowed}` }
        : { name: 'NotFoundError', message: 'There is nothing at this path' },
      request: { method: method.toUpperCase() },
      response: { statusCode: answer.status },
    });
  });

  it.each(['get', 'post', 'delete', 'trace'])(
    '%s at a path that is not there is answered with words',
    async method => {
      const answer = await ask(method, '/nothing/here');
      expect(answer.status).toBe(404);
      expect(answer.body.error).toEqual({
        name: 'NotFoundError',
        message: 'There is nothing at this path',
      });
    },
  );

  it('leaves what it has alone', async () => {
    expect((await ask('get', '/products')).status).toBe(200);
    expect((await ask('head', '/products')).status).toBe(200);
    expect((await ask('options', '/products')).status).toBe(200);
    const absent = await ask('get', '/products/absent');
    expect(absent.status).toBe(404);
    expect(absent.body.error.message).not.toBe('There is nothing at this path');
    expect((await ask('get', '/openapi.json')).status).toBe(200);
  });

  it('refuses a query that is too long with words', async () => {
    const answer = await ask('get', `/products?search=${'x'.repeat(8000)}`);
    expect(answer.status).toBe(400);
    expect(answer.body.error.name).toBe('InputError');
  });
});
