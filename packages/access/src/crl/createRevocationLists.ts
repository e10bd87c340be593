import { X509Certificate } from 'node:crypto';
import type { ClientCertificate, Clock, RevokedCertificates } from '../ports';
import {
  normaliseSerial,
  readRevocationList,
  type RevocationList,
} from './readRevocationList';
import { RevocationUnknownError } from './RevocationUnknownError';

/** A certificate authority that issues client certificates. */
export interface CertificateAuthority {
  /** PEM or DER. */
  certificate: string | Uint8Array;
  /** Reads its current CRL, DER, from where the operator keeps it. */
  readCrl(): Promise<Uint8Array>;
}

export interface RevocationListsOptions {
  /** Every authority that issues client certificates itself; those above it are the edge's. */
  authorities: CertificateAuthority[];
  /** Milliseconds after which a list is read again, also when it is valid for longer. Default one hour. */
  maxAge?: number;
  /** Default `Date.now`. */
  clock?: Clock;
}

interface Held extends RevocationList {
  readAgainAt: number;
}

class Authority {
  readonly certificate: X509Certificate;
  readonly #readCrl: () => Promise<Uint8Array>;
  #list: Promise<Held> | undefined;
  #readAgainAt = -Infinity;

  constructor({ certificate, readCrl }: CertificateAuthority) {
    this.certificate = new X509Certificate(certificate);
    this.#readCrl = readCrl;
  }

  /** A list that cannot be read is asked for again with the next call. */
  async list(now: number, maxAge: number): Promise<RevocationList> {
    if (!this.#list || now >= this.#readAgainAt) {
      this.#readAgainAt = now + maxAge;
      this.#list = this.#read(now, maxAge);
    }
    try {
      const list = await this.#list;
      this.#readAgainAt = list.readAgainAt;
      return list;
    } catch (error) {
      this.#list = undefined;
      throw error;
    }
  }

  async #read(now: number, maxAge: number): Promise<Held> {
    const crl = await this.#readCrl();
    const list = await readRevocationList(crl, this.certificate, now);
    const readAgainAt = Math.min(now + maxAge, list.nextUpdate);
    return { ...list, readAgainAt };
  }
}

function findIssuer(authorities: Authority[], certificate: X509Certificate) {
  const issuer = authorities.find(
    authority =>
      certificate.checkIssued(authority.certificate) &&
      certificate.verify(authority.certificate.publicKey),
  );
  if (!issuer) {
    throw new RevocationUnknownError(
      certificate.issuer,
      'the authority is not configured',
    );
  }
  return issuer;
}

/**
 * Revocation by CRL (RFC 5280). `has` rejects with {@link RevocationUnknownError} when it cannot tell: an unknown authority,
 * a list of another or one that is past its `nextUpdate`.
 */
export function createRevocationLists(
  options: RevocationListsOptions,
): RevokedCertificates {
  const { clock = Date.now, maxAge = 60 * 60 * 1000 } = options;
  const authorities = options.authorities.map(each => new Authority(each));
  return {
    async has({ der }: ClientCertificate) {
      const certificate = new X509Certificate(der);
      const issuer = findIssuer(authorities, certificate);
      const { serialNumbers } = await issuer.list(clock(), maxAge);
      return serialNumbers.has(normaliseSerial(certificate.serialNumber));
    },
  };
}
