import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';

/** What a template that came with its deployment is called, in place of the name of one of ours. @public */
export const OWN_TEMPLATE = 'own';

/**
 * Tells whether two texts of a template are the same: `templateHash` of what is deployed from it. SHA-256, in
 * hexadecimal; synchronous, and also where a browser has no Web Crypto because the portal is not served over TLS.
 *
 * @public
 */
export const templateHashOf = (templateBody: string): string =>
  bytesToHex(sha256(templateBody));
