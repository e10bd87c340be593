/** @jest-environment node */
import { createPrivateKey } from 'node:crypto';
import { CompactEncrypt, exportJWK, generateKeyPair, type JWK } from 'jose';
import { openKeyPair } from './openKeyPair';

const password = 'oaf_iat_kT2v';

/** As gateways hand it out, with fewer rounds. */
async function handOut(jwk: JWK, rounds = 1_000) {
  const encryptedPrivateKey = await new CompactEncrypt(
    new TextEncoder().encode(JSON.stringify(jwk)),
  )
    .setProtectedHeader({ alg: 'PBES2-HS512+A256KW', enc: 'A256GCM' })
    .setKeyManagementParameters({ p2c: rounds })
    .encrypt(new TextEncoder().encode(password));
  return { encryptedPrivateKey, registration: { client_id: 'sub_1' } };
}

async function makeKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return { ...(await exportJWK(privateKey)), alg: 'ES256', kid: 'the-key' };
}

describe('a key pair that a gateway handed out', () => {
  it('is the same key in each form', async () => {
    const jwk = await makeKey();
    const { thumbprint, files } = await openKeyPair(
      await handOut(jwk),
      password,
    );
    expect(thumbprint).toBe('the-key');
    expect(JSON.parse(files.jwk)).toEqual(jwk);
    expect(files.pem).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    const { d, x, y } = createPrivateKey(files.pem).export({ format: 'jwk' });
    expect({ d, x, y }).toEqual({ d: jwk.d, x: jwk.x, y: jwk.y });
    expect(JSON.parse(files.registration)).toEqual({ client_id: 'sub_1' });
  });

  it('is not opened by another password', async () => {
    const answer = await handOut(await makeKey());
    await expect(openKeyPair(answer, 'another')).rejects.toThrow(
      'decryption operation failed',
    );
  });

  it('keeps no browser busy for ever', async () => {
    const answer = await handOut(await makeKey(), 1_000_001);
    await expect(openKeyPair(answer, password)).rejects.toThrow('p2c');
  });
});
