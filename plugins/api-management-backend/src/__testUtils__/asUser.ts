import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';

const base = '/api/api-management';

/** Calls the plugin as somebody who is signed in. */
export function asUser(
  server: Parameters<typeof request>[0],
  userRef = 'user:default/max',
) {
  const authorization = mockCredentials.user.header(userRef);
  const call = (
    method: 'get' | 'post' | 'put' | 'patch' | 'delete',
    path: string,
    body?: object,
  ) =>
    request(server)
      [method](`${base}${path}`)
      .set('authorization', authorization)
      .send(body);
  return {
    get: (path: string) => call('get', path),
    post: (path: string, body: object = {}) => call('post', path, body),
    put: (path: string, body: object) => call('put', path, body),
    patch: (path: string, body: object) => call('patch', path, body),
    delete: (path: string) => call('delete', path),
  };
}
