import type { KeyPairs } from '../ports';
import { generateSigningKey } from './createLocalTokenSigner';

/** Key pairs made in this process, for ES256. */
export function createLocalKeyPairs(): KeyPairs {
  return { generate: () => generateSigningKey('ES256') };
}
