import { compactDecrypt } from 'jose';
import {
  createAccessEndpoints,
  type FetchHandler,
} from '../createAccessEndpoints';
import { LocalKeyPairs } from '../signer/LocalKeyPairs';
import {
  createTestDoor,
  exampleSecrets,
  InMemoryReplayStore,
  InMemoryRevokedTokens,
  type RawKey,
  type TestDoor,
  tokenRequest,
} from '../testUtils';

const password = exampleSecrets.initialAccessToken;

async function open(jwe: string, secret: string): Promise<RawKey> {
  const { plaintext } = await compactDecrypt(jwe, Buffer.from(secret), {
    keyManagementAlgorithms: ['PBES2-HS512+A256KW'],
    maxPBES2Count: 600_000,
  });
  const { d, ...publicJwk } = JSON.parse(Buffer.from(plaintext).toString());
  const privateKey = await crypto.subtle.importKey(
    'jwk',
    {
      kty: publicJwk.kty,
      crv: publicJwk.crv,
      x: publicJwk.x,
      y: publicJwk.y,
      d,
    },
    { name: 'ECDSA', namedCurve: 'P-256' },
    false,
    ['sign'],
  );
  return { alg: 'ES256', kid: publicJwk.kid, publicJwk, privateKey };
}

describe('POST /key-pair', () => {
  let door: TestDoor;
  let handle: FetchHandler;
  let keyPairs: LocalKeyPairs;

  beforeEach(async () => {
    door = await createTestDoor();
    keyPairs = new LocalKeyPairs();
    handle = createAccessEndpoints({
      ...door,
      replay: new InMemoryReplayStore(),
      revokedTokens: new InMemoryRevokedTokens(),
      nonceKeys: { get: async () => door.nonceKeys },
      keyPairs,
    });
  });

  const ask = (token = password) =>
    handle(
      new Request(`${door.issuer}/key-pair`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}` },
      }),
    );

  it('answers a private key once, which gets tokens', async () => {
    const answer = await ask();
    expect(answer.status).toBe(201);
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
    const body = await answer.json();
    const key = await open(body.encrypted_private_key, password);
    expect(body).toMatchObject({
      client_id: 'sub_example',
      jwks: { keys: [{ kid: key.kid, alg: 'ES256' }] },
      scope: 'accounts:read accounts:write',
    });
    expect(body.jwks.keys[0]).not.toHaveProperty('d');
    const token = await handle(await tokenRequest(door, key));
    expect(token.status).toBe(200);
    expect((await ask()).status).toBe(401);
  });

  it('says to whoever asks again what to do if it did not arrive', async () => {
    await ask();
    const again = await ask();
    expect(again.status).toBe(401);
    await expect(again.json()).resolves.toMatchObject({
      error: 'invalid_token',
      error_description: expect.stringMatching(
        /handed out already.*recover access in the portal/,
      ),
    });
  });

  it('spends nothing while the private half cannot be opened', async () => {
    const opening = jest
      .spyOn(keyPairs, 'open')
      .mockRejectedValueOnce(new Error('KMS is away'));
    await expect(ask()).rejects.toThrow('KMS is away');
    const answer = await ask();
    expect(answer.status).toBe(201);
    const [[first], [second]] = opening.mock.calls;
    expect(second).toEqual(first);
  });

  it('goes on with the same key after it was cut off before handing it out', async () => {
    jest
      .spyOn(keyPairs, 'take')
      .mockRejectedValueOnce(new Error('The table is away'));
    await expect(ask()).rejects.toThrow('The table is away');
    const { keys } = (await door.registry.findByClientId('sub_example'))!;
    const body = await (await ask()).json();
    expect(body.jwks.keys[0].kid).toBe(keys[0].jwk.kid);
    const key = await open(body.encrypted_private_key, password);
    expect((await handle(await tokenRequest(door, key))).status).toBe(200);
    expect((await ask()).status).toBe(401);
  });

  it('hands nothing out when the key was revoked after it was cut off', async () => {
    jest
      .spyOn(keyPairs, 'take')
      .mockRejectedValueOnce(new Error('The table is away'));
    await expect(ask()).rejects.toThrow('The table is away');
    const [{ registrationTokenHash }] = (await door.registry.findByClientId(
      'sub_example',
    ))!.keys;
    await door.registry.unregister({
      clientId: 'sub_example',
      registrationTokenHash,
    });
    expect((await ask()).status).toBe(401);
  });

  it('encrypts the key so that nothing but the temporary password opens it', async () => {
    const body = await (await ask()).json();
    await expect(
      open(body.encrypted_private_key, `${password}x`),
    ).rejects.toThrow('decryption operation failed');
  });

  it('gives one of several that ask at the same time a key', async () => {
    const answers = await Promise.all([ask(), ask(), ask()]);
    const statuses = answers.map(({ status }) => status);
    expect(statuses.sort()).toEqual([201, 401, 401]);
  });

  it('gives one of two processes that know nothing of each other a key', async () => {
    const handles = [keyPairs, new LocalKeyPairs()].map(own =>
      createAccessEndpoints({
        ...door,
        replay: new InMemoryReplayStore(),
        revokedTokens: new InMemoryRevokedTokens(),
        nonceKeys: { get: async () => door.nonceKeys },
        keyPairs: own,
      }),
    );
    const request = () =>
      new Request(`${door.issuer}/key-pair`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${password}` },
      });
    const answers = await Promise.all(handles.map(each => each(request())));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.sort()).toEqual([201, 401]);
    const { keys } = (await door.registry.findByClientId('sub_example'))!;
    expect(keys).toHaveLength(1);
  });

  it.each([
    ['an unknown password', 'oaf_iat_unknown', 401],
    ['what is no token', '', 401],
  ])('refuses %s', async (_, token, status) => {
    expect((await ask(token)).status).toBe(status);
    expect((await ask()).status).toBe(201);
  });

  it('refuses while the subscription is suspended', async () => {
    await door.registry.applyGrant({ ...door.grant, status: 'suspended' });
    expect((await ask()).status).toBe(403);
  });

  it('has it made under the key of the subscription, and under no other where there is none yet', async () => {
    const making = jest.spyOn(keyPairs, 'make');
    await door.registry.applyGrant({ ...door.grant, dedicatedKey: {} });
    await expect(ask()).rejects.toThrow('has no key for');
    expect(making).not.toHaveBeenCalled();
    const arn = 'arn:aws:kms:eu-central-1:000000000000:key/own';
    await door.registry.applyGrant({ ...door.grant, dedicatedKey: { arn } });
    expect((await ask()).status).toBe(201);
    expect(making.mock.calls[0][1]).toMatchObject({ keyId: arn });
  });

  it('is named in the metadata, and is not there unless the host wants it', async () => {
    const metadataOf = async (handler: FetchHandler) => {
      const url = `${door.baseUrl}/.well-known/oauth-authorization-server/oauth`;
      return (await handler(new Request(url))).json();
    };
    await expect(metadataOf(handle)).resolves.toMatchObject({
      key_pair_endpoint: `${door.issuer}/key-pair`,
    });
    await expect(metadataOf(door.handle)).resolves.not.toHaveProperty(
      'key_pair_endpoint',
    );
    const request = new Request(`${door.issuer}/key-pair`, { method: 'POST' });
    expect((await door.handle(request)).status).toBe(404);
  });
});
