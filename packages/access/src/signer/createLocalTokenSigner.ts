import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
  type JWK,
} from 'jose';
import type { SigningAlgorithm } from '../algorithms';
import type { RegisteredKey, TokenSigner } from '../ports';

const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

async function toPublic(key: JWK, alg: SigningAlgorithm) {
  const members = Object.entries(key).filter(
    ([name]) => !privateMembers.includes(name),
  );
  const kid = await calculateJwkThumbprint(key);
  return {
    ...Object.fromEntries(members),
    alg,
    use: 'sig',
    kid,
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
  const publicKey = await toPublic(options.privateKey, alg);
  const key = await importJWK(options.privateKey, alg);
  const jwks = { keys: [publicKey, ...(options.others ?? [])] };
  return {
    alg,
    kid: publicKey.kid,
    sign: (header, payload) =>
      new SignJWT(payload).setProtectedHeader(header).sign(key),
    jwks: async () => jwks,
  };
}
