import { crc32 } from 'node:zlib';
import { hashSecret, makeSecret, prefixOf } from './secret';

const ALPHABET =
  '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

describe('makeSecret', () => {
  it.each([
    ['api-key', /^oaf_key_[0-9A-Za-z]{38}$/],
    ['initial-access-token', /^oaf_iat_[0-9A-Za-z]{38}$/],
  ] as const)('prefixes an %s', (type, pattern) => {
    expect(makeSecret(type)).toMatch(pattern);
  });

  it('ends with a CRC-32 that a scanner can check', () => {
    const secret = makeSecret('api-key');
    const value = [...secret.slice(-6)].reduce(
      (sum, letter) => sum * 62 + ALPHABET.indexOf(letter),
      0,
    );
    expect(value).toBe(crc32(secret.slice(0, -6)));
  });

  it('never makes the same secret twice', () => {
    const secrets = Array.from({ length: 1000 }, () => makeSecret('api-key'));
    expect(new Set(secrets).size).toBe(1000);
  });

  it('shows no more than four letters after the prefix', () => {
    const secret = makeSecret('api-key');
    expect(prefixOf('api-key', secret)).toBe(secret.slice(0, 12));
  });
});

describe('hashSecret', () => {
  it('is SHA-256 in base64url (test vector of FIPS 180-2)', () => {
    expect(hashSecret('abc')).toBe(
      'ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0',
    );
  });
});
