import { createTestDoor, type TestDoor } from '../testUtils/createTestDoor';
import {
  apiCall,
  type CallChanges,
  createRawKey,
  enrolAndGetToken,
  type RawKey,
  reissue,
} from '../testUtils/rawClient';

describe('scope', () => {
  let door: TestDoor;
  let key: RawKey;
  let token: string;
  let url: string;

  beforeAll(async () => {
    key = await createRawKey();
  });

  beforeEach(async () => {
    door = await createTestDoor();
    token = await enrolAndGetToken(door, key);
    url = `${door.baseUrl}/accounts/accounts`;
  });

  async function call({
    token: accessToken = token,
    ...changes
  }: CallChanges & { token?: string } = {}) {
    return door.authorize(await apiCall(door, key, accessToken, changes));
  }

  const refused = { allow: false, status: 403, error: 'insufficient_scope' };
  const write = { method: 'POST' };

  it('allows what a rule of the token allows', async () => {
    const request = { ...write, url: `${url}/1` };
    expect((await call({ request })).allow).toBe(true);
  });

  it.each([
    ['a method without a rule', { method: 'PURGE' }, {}],
    [
      'a path outside the rule',
      { ...write, url: 'http://gateway.test/accounts/other' },
      {},
    ],
    [
      'the parent of the path',
      { ...write, url: 'http://gateway.test/accounts/accounts' },
      {},
    ],
    [
      'a path with an encoded slash',
      { ...write, url: 'http://gateway.test/accounts/accounts/..%2fother' },
      {},
    ],
    [
      'a path that climbs out',
      { ...write, url: 'http://gateway.test/accounts/accounts/../other' },
      {},
    ],
    [
      'a method the scope does not cover',
      { ...write, url: 'http://gateway.test/accounts/accounts/1' },
      { scope: 'accounts:read' },
    ],
    ['a token without scope', {}, { scope: '' }],
  ])('refuses %s', async (_title, request, claims) => {
    const answer = await call({
      request,
      token: await reissue(door, token, claims),
    });
    expect(answer).toMatchObject({
      ...refused,
      wwwAuthenticate: expect.stringContaining('error="insufficient_scope"'),
    });
  });

  it('refuses an API that is no longer part of the grant', async () => {
    await door.registry.applyGrant({ ...door.grant, apis: [] });
    expect(await call()).toMatchObject(refused);
  });
});
