import { hash, timingSafeEqual } from 'node:crypto';

/** base64url SHA-256 of the UTF-8 text: how secrets are stored and compared everywhere. */
export function sha256(text: string): string {
  return hash('sha256', text, 'base64url');
}

/** Constant time for hashes of one length: for secrets. What is public, as a thumbprint, may be compared as any text. */
export function equalHashes(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
