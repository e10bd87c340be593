import { sha256 } from '../hash';
import { createTestDoor, type TestDoor } from '../testUtils/createTestDoor';
import {
  apiCall,
  type CallChanges,
  createRawKey,
  enrolAndGetToken,
  type RawKey,
  tokenRequest,
} from '../testUtils/rawClient';

describe('API key', () => {
  let door: TestDoor;
  let key: RawKey;
  let token: string;

  beforeAll(async () => {
    key = await createRawKey();
  });

  beforeEach(async () => {
    door = await createTestDoor();
    token = await enrolAndGetToken(door, key);
  });

  async function call({
    token: accessToken = token,
    ...changes
  }: CallChanges & { token?: string } = {}) {
    return door.authorize(await apiCall(door, key, accessToken, changes));
  }

  const refused = {
    allow: false,
    status: 403,
    error: 'invalid_api_key',
    wwwAuthenticate: null,
  };
  const next = {
    credentialId: 'api-key-2',
    hash: sha256('oaf_key_next'),
    expiresAt: null,
  };

  it.each(['', 'oaf_key_of_another_subscription'])(
    'is refused when it is %p',
    async apiKey => {
      const headers = { 'x-api-key': apiKey };
      expect(await call({ headers })).toMatchObject(refused);
    },
  );

  it('is refused when the token was issued before it', async () => {
    const apiKeys = [...door.grant.apiKeys, next];
    await door.registry.applyGrant({ ...door.grant, apiKeys });
    const headers = { 'x-api-key': 'oaf_key_next' };
    expect(await call({ headers })).toMatchObject(refused);
    const answer = await door.handle(await tokenRequest(door, key));
    const { access_token: newer } = await answer.json();
    expect(await call({ headers, token: newer })).toMatchObject({
      allow: true,
      apiKeyCredentialId: 'api-key-2',
    });
  });

  it('says which plan is charged, when it is of another than the grant', async () => {
    const [apiKey] = door.grant.apiKeys;
    const limits = { rate: 1, burst: 1, quota: null };
    const other = { ...apiKey, planId: 'plan-2', limits };
    await door.registry.applyGrant({ ...door.grant, apiKeys: [other] });
    expect(await call()).toMatchObject({
      allow: true,
      plan: { id: 'plan-2', limits },
    });
  });

  it('is refused when it was revoked after the token was issued', async () => {
    await door.registry.applyGrant({ ...door.grant, apiKeys: [next] });
    expect(await call()).toMatchObject(refused);
  });

  it('is refused when it has expired', async () => {
    const [apiKey] = door.grant.apiKeys;
    const expired = { ...apiKey, expiresAt: Date.now() - 1 };
    await door.registry.applyGrant({ ...door.grant, apiKeys: [expired] });
    expect(await call()).toMatchObject(refused);
  });
});
