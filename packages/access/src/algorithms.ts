/**
 * Signature algorithms accepted from clients and offered by the issuer. `Ed25519` is the fully specified
 * name of `EdDSA` over that curve (RFC 9864); libraries send either.
 */
export const signingAlgorithms = [
  'ES256',
  'PS256',
  'EdDSA',
  'Ed25519',
] as const;

export type SigningAlgorithm = (typeof signingAlgorithms)[number];

/** The names under which a key with this `alg` may sign. */
export function namesOf(alg: SigningAlgorithm): SigningAlgorithm[] {
  return alg === 'EdDSA' || alg === 'Ed25519' ? ['EdDSA', 'Ed25519'] : [alg];
}
