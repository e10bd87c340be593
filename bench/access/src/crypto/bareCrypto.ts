import { generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';

/** As long as what is signed in a proof or an assertion. */
const data = Buffer.alloc(400, 'x');

function createPair() {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signature = sign('sha256', data, pair.privateKey);
  return { ...pair, signature };
}

function verifyOnce(key: KeyObject, signature: Buffer) {
  if (!verify('sha256', data, key, signature)) {
    throw new Error('The signature does not fit');
  }
}

/**
 * What nobody who checks the signatures can do without: so many ES256 verifications and signatures with node:crypto, in its
 * fastest form: keys that are imported already, and signatures as OpenSSL has them (DER).
 */
export function bareCrypto(counts: {
  verifications: number;
  signatures: number;
}) {
  const { publicKey, privateKey, signature } = createPair();
  return () => {
    for (let index = 0; index < counts.verifications; index += 1) {
      verifyOnce(publicKey, signature);
    }
    for (let index = 0; index < counts.signatures; index += 1) {
      sign('sha256', data, privateKey);
    }
  };
}
