import {
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { each } from '../measurement/contenders';
import type { Contender } from '../measurement/runRounds';

export interface BareCryptoCounts {
  verifications: number;
  signatures: number;
}

/** As long as what is signed in a proof or an assertion. */
const length = 400;

interface Signed {
  data: Buffer;
  signature: Buffer;
}

function signAnother(privateKey: KeyObject): Signed {
  const data = randomBytes(length);
  return { data, signature: sign('sha256', data, privateKey) };
}

/**
 * What nobody who checks the signatures can do without: so many ES256 verifications and signatures with node:crypto, in its
 * fastest form: keys that are imported already, and signatures as OpenSSL has them (DER). Each operation has data and
 * signatures of its own, as each request has.
 */
export function bareCrypto(
  name: string,
  { verifications, signatures }: BareCryptoCounts,
): Contender {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { publicKey, privateKey } = pair;
  const prepare = async (count: number) =>
    Array.from({ length: count }, () =>
      Array.from({ length: verifications }, () => signAnother(privateKey)),
    );
  return each(name, prepare, async signed => {
    for (const { data, signature } of signed) {
      if (!verify('sha256', data, publicKey, signature)) {
        throw new Error('The signature does not fit');
      }
    }
    for (let index = 0; index < signatures; index += 1) {
      sign('sha256', signed[index].data, privateKey);
    }
  });
}
