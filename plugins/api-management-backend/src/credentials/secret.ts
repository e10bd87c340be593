import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const ALPHABET =
  '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SECRET_LENGTH = 32;
const CHECKSUM_LENGTH = 6;
const SHOWN_LENGTH = 4;

export type SecretType = 'api-key' | 'initial-access-token';

const prefixes: Record<SecretType, string> = {
  'api-key': 'oaf_key_',
  'initial-access-token': 'oaf_iat_',
};

/**
 * A fresh secret of 190 bits: a prefix and a CRC-32 at the end, so that scanners find it in text and can tell a real
 * one from a look-alike without asking anybody.
 */
export function makeSecret(type: SecretType): string {
  const body = `${prefixes[type]}${randomText(SECRET_LENGTH)}`;
  return `${body}${checksumOf(body)}`;
}

/** base64url SHA-256; enough for a secret of this entropy. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** As much of a secret as may be kept for people to tell secrets apart. */
export function prefixOf(type: SecretType, secret: string): string {
  return secret.slice(0, prefixes[type].length + SHOWN_LENGTH);
}

/** Bytes above the largest multiple of 62 are dropped, so every letter is equally likely. */
function randomText(length: number): string {
  const limit = 256 - (256 % ALPHABET.length);
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < limit && text.length < length) {
        text += ALPHABET[byte % ALPHABET.length];
      }
    }
  }
  return text;
}

function checksumOf(text: string): string {
  let rest = crc32(text);
  let checksum = '';
  for (let index = 0; index < CHECKSUM_LENGTH; index += 1) {
    checksum = ALPHABET[rest % ALPHABET.length] + checksum;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return checksum;
}
