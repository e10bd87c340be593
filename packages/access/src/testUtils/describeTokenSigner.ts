import { createLocalJWKSet, jwtVerify } from 'jose';
import type { TokenSigner } from '../ports';

/**
 * The contract of TokenSigner; call it inside `describe`.
 * @param create - makes a signer
 */
export function describeTokenSigner(create: () => Promise<TokenSigner>) {
  it('signs what its JWKS verifies, every time', async () => {
    const signer = await create();
    const { alg, kid } = signer;
    const keys = createLocalJWKSet(await signer.jwks());
    for (let count = 0; count < 20; count += 1) {
      const header = { typ: 'at+jwt', alg, kid };
      const token = await signer.sign(header, { iss: 'issuer', count });
      const verified = await jwtVerify(token, keys, { typ: 'at+jwt' });
      expect(verified.payload).toEqual({ iss: 'issuer', count });
      expect(verified.protectedHeader).toEqual(header);
    }
  });

  it('shows its public key under its name, and no private member', async () => {
    const signer = await create();
    const { keys } = await signer.jwks();
    const key = keys.find(({ kid }) => kid === signer.kid);
    expect(key).toMatchObject({ alg: signer.alg, use: 'sig' });
    expect(Object.keys(key!)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(d|p|q|dp|dq|qi|k)$/)]),
    );
  });

  it('answers the same JWKS object while the keys are the same', async () => {
    const signer = await create();
    expect(await signer.jwks()).toBe(await signer.jwks());
  });
}
