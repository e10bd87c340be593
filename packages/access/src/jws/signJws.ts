import { constants, sign, type KeyObject } from 'node:crypto';
import type { SigningAlgorithm } from '../algorithms';
import { fromDer } from './ecdsaSignature';

type Sign = (data: Buffer, key: KeyObject) => Uint8Array;

const signEdwards: Sign = (data, key) => sign(null, data, key);

const signWith: Record<SigningAlgorithm, Sign> = {
  ES256: (data, key) => fromDer(sign('sha256', data, key)),
  PS256: (data, key) =>
    sign('sha256', data, {
      key,
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
    }),
  EdDSA: signEdwards,
  Ed25519: signEdwards,
};

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** What is signed: the encoded header and payload (RFC 7515 section 5.1). */
export function signingInputOf(header: object, payload: object): string {
  return `${encode(header)}.${encode(payload)}`;
}

/** A compact JWS by a private key of this process. */
export function signJws(
  header: object,
  payload: object,
  { alg, key }: { alg: SigningAlgorithm; key: KeyObject },
): string {
  const input = signingInputOf(header, payload);
  const signature = signWith[alg](Buffer.from(input), key);
  return `${input}.${Buffer.from(signature).toString('base64url')}`;
}
