import {
  createHmac,
  createSecretKey,
  randomBytes,
  timingSafeEqual,
  type KeyObject,
} from 'node:crypto';
import { BoundedCache } from '../cache/BoundedCache';

/** Seconds a nonce is accepted. */
export const nonceLifetime = 300;

const version = 1;
const headLength = 13;

/** Making a key object of the bytes takes five times as long as the MAC. */
const keyObjects = new WeakMap<Uint8Array, KeyObject>();

function toKeyObject(key: Uint8Array): KeyObject {
  const object = keyObjects.get(key) ?? createSecretKey(key);
  keyObjects.set(key, object);
  return object;
}

function mac(key: Uint8Array, head: Uint8Array, issuer: string) {
  return createHmac('sha256', toKeyObject(key))
    .update(head)
    .update('as-dpop')
    .update(issuer)
    .digest();
}

/**
 * A stateless nonce: base64url(version | issued at, 32 bit | 8 random bytes | HMAC-SHA256).
 * It is not single-use, as RFC 9449 clients reuse the last one; uniqueness comes from the proof's `jti`.
 * @param now - epoch seconds
 */
export function createNonce(
  key: Uint8Array,
  issuer: string,
  now: number,
): string {
  const head = Buffer.alloc(headLength);
  head.writeUInt8(version, 0);
  head.writeUInt32BE(now, 1);
  randomBytes(8).copy(head, 5);
  return Buffer.concat([head, mac(key, head, issuer)]).toString('base64url');
}

/** Epoch seconds at which the nonce was issued; undefined when this key did not make it. */
function verifyNonce(
  nonce: string,
  key: Uint8Array,
  issuer: string,
): number | undefined {
  const bytes = Buffer.from(nonce, 'base64url');
  // Node reads base64 too, and skips what is neither; only the text that was handed out is the nonce.
  const isCanonical = bytes.toString('base64url') === nonce;
  if (!isCanonical || bytes.length !== headLength + 32) {
    return undefined;
  }
  if (bytes.readUInt8(0) !== version) {
    return undefined;
  }
  const head = bytes.subarray(0, headLength);
  const expected = mac(key, head, issuer);
  const isOurs = timingSafeEqual(expected, bytes.subarray(headLength));
  return isOurs ? bytes.readUInt32BE(1) : undefined;
}

/** A client uses one nonce for minutes: when it was issued is remembered by the key that made it, and ends with the key. */
const verified = new WeakMap<Uint8Array, BoundedCache<number>>();

function verifiedBy(key: Uint8Array): BoundedCache<number> {
  const nonces = verified.get(key) ?? new BoundedCache(1000);
  verified.set(key, nonces);
  return nonces;
}

function readNonceOf(key: Uint8Array, nonce: string, issuer: string) {
  const nonces = verifiedBy(key);
  const name = `${issuer}#${nonce}`;
  const known = nonces.get(name);
  const issuedAt = known ?? verifyNonce(nonce, key, issuer);
  if (known === undefined && issuedAt !== undefined) {
    nonces.set(name, issuedAt);
  }
  return issuedAt;
}

/** Epoch seconds at which the nonce was issued; undefined when it is not ours. */
export function readNonce(
  nonce: string,
  keys: Uint8Array[],
  issuer: string,
): number | undefined {
  for (const key of keys) {
    const issuedAt = readNonceOf(key, nonce, issuer);
    if (issuedAt !== undefined) {
      return issuedAt;
    }
  }
  return undefined;
}
