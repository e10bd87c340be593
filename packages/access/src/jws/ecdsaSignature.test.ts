import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { fromDer, toDer } from './ecdsaSignature';

const data = Buffer.from('data');
const { publicKey, privateKey } = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
});
const joseKey = { key: publicKey, dsaEncoding: 'ieee-p1363' as const };

function bytes(first: number[], last: number[]): Uint8Array {
  const signature = new Uint8Array(64);
  signature.set(first, 32 - first.length);
  signature.set(last, 64 - last.length);
  return signature;
}

describe('ES256 signature', () => {
  it('survives both ways for 2,000 signatures of OpenSSL', () => {
    for (let index = 0; index < 2000; index += 1) {
      const der = sign('sha256', data, privateKey);
      const jose = fromDer(der);
      expect(jose).toHaveLength(64);
      expect(Buffer.from(toDer(jose)!)).toEqual(der);
    }
  });

  it('is the one node:crypto makes of it', () => {
    const der = sign('sha256', data, privateKey);
    expect(verify('sha256', data, joseKey, fromDer(der))).toBe(true);
  });

  it.each<[string, Uint8Array, string]>([
    ['small numbers', bytes([1], [2]), '3006020101020102'],
    ['a first bit that is set', bytes([0x80], [0xff]), '300802020080020200ff'],
    ['zeros', bytes([], []), '3006020100020100'],
    ['a zero inside', bytes([1, 0], [2, 0, 0]), '3009020201000203020000'],
  ])('with %s has the shortest DER', (_title, signature, der) => {
    expect(Buffer.from(toDer(signature)!).toString('hex')).toBe(der);
    expect(fromDer(Buffer.from(der, 'hex'))).toEqual(signature);
  });

  it('of another length is none', () => {
    expect(toDer(new Uint8Array(63))).toBeUndefined();
    expect(toDer(new Uint8Array(65))).toBeUndefined();
  });
});
