import { createPrivateKey, type JsonWebKeyInput } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type { SigningAlgorithm } from '../algorithms';
import { signJws } from '../jws/signJws';
import { thumbprint } from '../jws/thumbprint';
import type { RegisteredKey, TokenSigner } from '../ports';

const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

function toPublic(key: JWK, alg: SigningAlgorithm) {
  const members = Object.entries(key).filter(
    ([name]) => !privateMembers.includes(name),
  );
  return {
    ...Object.fromEntries(members),
    alg,
    use: 'sig',
    kid: thumbprint(key),
  } as RegisteredKey;
}

/** A new private JWK for {@link createLocalTokenSigner}; keep it in a file with mode 0600. */
export async function generateSigningKey(
  alg: SigningAlgorithm = 'ES256',
): Promise<JWK> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  return { ...(await exportJWK(privateKey)), alg };
}

/**
 * A signer whose private key is in the process.
 * @param options - `privateKey`: a private JWK with `alg`; `others`: public JWKs (next or retired keys) that JWKS shows as well
 */
export async function createLocalTokenSigner(options: {
  privateKey: JWK;
  others?: JWK[];
}): Promise<TokenSigner> {
  const alg = options.privateKey.alg as SigningAlgorithm;
  const publicKey = toPublic(options.privateKey, alg);
  const key = createPrivateKey({
    key: options.privateKey as JsonWebKeyInput['key'],
    format: 'jwk',
  });
  const jwks = { keys: [publicKey, ...(options.others ?? [])] };
  return {
    alg,
    kid: publicKey.kid,
    sign: async (header, payload) => signJws(header, payload, { alg, key }),
    jwks: async () => jwks,
  };
}
