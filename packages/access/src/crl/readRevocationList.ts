import { X509Certificate as NodeCertificate } from 'node:crypto';
import { X509Certificate, X509Crl } from '@peculiar/x509';
import { RevocationUnknownError } from './RevocationUnknownError';

/** A list whose signature was verified. Times are epoch milliseconds. */
export interface RevocationList {
  /** Lower-case hexadecimal without leading zeros. */
  serialNumbers: Set<string>;
  nextUpdate: number;
}

/** Libraries write serial numbers in either case and with or without a sign byte. */
export function normaliseSerial(serialNumber: string): string {
  return serialNumber.toLowerCase().replace(/^0+(?=.)/, '');
}

/**
 * A CRL (RFC 5280 section 5) of the authority.
 * @param now - epoch milliseconds
 * @throws RevocationUnknownError when another signed it, or when it is not valid now
 */
export async function readRevocationList(
  crl: Uint8Array,
  authority: NodeCertificate,
  now: number,
): Promise<RevocationList> {
  const refuse = (reason: string, cause?: unknown) =>
    new RevocationUnknownError(authority.subject, reason, { cause });
  const list = parse(crl, refuse);
  if (!(await list.verify({ publicKey: new X509Certificate(authority.raw) }))) {
    throw refuse('another key signed its revocation list');
  }
  const nextUpdate = list.nextUpdate?.getTime() ?? -Infinity;
  if (now < list.thisUpdate.getTime() || now >= nextUpdate) {
    throw refuse('its revocation list is not valid now; renew it');
  }
  const serialNumbers = list.entries.map(entry =>
    normaliseSerial(entry.serialNumber),
  );
  return { serialNumbers: new Set(serialNumbers), nextUpdate };
}

function parse(
  crl: Uint8Array,
  refuse: (reason: string, cause: unknown) => Error,
): X509Crl {
  try {
    return new X509Crl(new Uint8Array(crl));
  } catch (cause) {
    throw refuse('its revocation list is not a CRL', cause);
  }
}
