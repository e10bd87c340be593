import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { derToJose } from './derToJose';

describe('derToJose', () => {
  // One signature in 128 has an r or s that is shorter than 32 bytes.
  it('keeps 2000 signatures valid', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', {
      namedCurve: 'P-256',
    });
    const key = { key: publicKey, dsaEncoding: 'ieee-p1363' as const };
    const lengths = new Set<number>();
    for (let index = 0; index < 2000; index += 1) {
      const message = Buffer.from(`message ${index}`);
      const der = sign('sha256', message, privateKey);
      const jose = derToJose(der);
      lengths.add(der.length);
      expect(jose).toHaveLength(64);
      expect(verify('sha256', message, key, jose)).toBe(true);
    }
    expect(lengths.size).toBeGreaterThan(2);
  });

  it('fills up short numbers', () => {
    const der = Buffer.from([0x30, 6, 2, 1, 5, 2, 1, 7]);
    const jose = derToJose(der);
    expect(jose[31]).toBe(5);
    expect(jose[63]).toBe(7);
    expect(jose.filter(byte => byte !== 0)).toHaveLength(2);
  });
});
