import { KeyObject, webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  cryptoProvider,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
  X509CrlGenerator,
} from '@peculiar/x509';

cryptoProvider.set(webcrypto as Crypto);

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const HOUR_MS = 60 * 60 * 1000;

/** A certificate with its private key, PEM. */
export interface Identity {
  cert: string;
  key: string;
  serialNumber: string;
}

/** A certification authority of a test. */
export interface Authority {
  /** PEM. */
  cert: string;
  /** @param lifetime - milliseconds from now; a negative one has passed */
  issue(name: string, lifetime?: number): Promise<Identity>;
  /**
   * A revocation list, PEM.
   * @param lifetime - milliseconds until the next one is due
   */
  revoke(identities?: Identity[], lifetime?: number): Promise<string>;
}

async function makeKeys() {
  return (await webcrypto.subtle.generateKey(algorithm, true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair;
}

/** RFC 7468; the library has another label for revocation lists than OpenSSL reads. */
function toPem(der: ArrayBuffer, label: string): string {
  const lines = Buffer.from(der)
    .toString('base64')
    .match(/.{1,64}/g)!;
  return `-----BEGIN ${label}-----\n${lines.join(
    '\n',
  )}\n-----END ${label}-----\n`;
}

/** Certificates of servers are for `127.0.0.1` and `localhost`; clients' have it too, and it does no harm. */
const names = new SubjectAlternativeNameExtension([
  { type: 'ip', value: '127.0.0.1' },
  { type: 'dns', value: 'localhost' },
]);

export async function makeAuthority(commonName: string): Promise<Authority> {
  const keys = await makeKeys();
  const issuer = `CN=${commonName}`;
  const valid = {
    notBefore: new Date(Date.now() - 2 * HOUR_MS),
    notAfter: new Date(Date.now() + HOUR_MS),
    signingAlgorithm: algorithm,
  };
  const own = await X509CertificateGenerator.createSelfSigned({
    ...valid,
    name: issuer,
    keys,
    extensions: [new BasicConstraintsExtension(true)],
  });
  let issued = 0;
  return {
    cert: own.toString('pem'),
    issue: async (name, lifetime = HOUR_MS) => {
      issued += 1;
      const holder = await makeKeys();
      const serialNumber = String(10 + issued);
      const certificate = await X509CertificateGenerator.create({
        ...valid,
        serialNumber,
        notAfter: new Date(Date.now() + lifetime),
        issuer,
        subject: `CN=${name}`,
        publicKey: holder.publicKey,
        signingKey: keys.privateKey,
        extensions: [names],
      });
      const key = KeyObject.from(holder.privateKey as webcrypto.CryptoKey);
      return {
        cert: certificate.toString('pem'),
        key: String(key.export({ type: 'pkcs8', format: 'pem' })),
        serialNumber,
      };
    },
    revoke: async (identities = [], lifetime = HOUR_MS) => {
      const list = await X509CrlGenerator.create({
        issuer,
        thisUpdate: valid.notBefore,
        nextUpdate: new Date(Date.now() + lifetime),
        signingAlgorithm: algorithm,
        signingKey: keys.privateKey,
        entries: identities.map(({ serialNumber }) => ({
          serialNumber,
          revocationDate: new Date(),
        })),
      });
      return toPem(list.rawData, 'X509 CRL');
    },
  };
}
