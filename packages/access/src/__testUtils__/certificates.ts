import { webcrypto } from 'node:crypto';
import {
  cryptoProvider,
  X509CertificateGenerator,
  X509CrlGenerator,
  type X509Certificate,
} from '@peculiar/x509';

cryptoProvider.set(webcrypto as Crypto);

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const hour = 60 * 60 * 1000;

/** A certificate authority of a test. */
export interface TestAuthority {
  name: string;
  keys: CryptoKeyPair;
  certificate: X509Certificate;
}

function generateKeys(): Promise<CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, false, [
    'sign',
    'verify',
  ]) as Promise<CryptoKeyPair>;
}

export async function createAuthority(name: string): Promise<TestAuthority> {
  const keys = await generateKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: `CN=${name}`,
    notBefore: new Date(Date.now() - hour),
    notAfter: new Date(Date.now() + 24 * hour),
    signingAlgorithm: algorithm,
    keys,
  });
  return { name, keys, certificate };
}

/** A client certificate, DER. */
export async function issueCertificate(
  { name, keys }: TestAuthority,
  serialNumber: string,
): Promise<{ der: Uint8Array }> {
  const client = await generateKeys();
  const certificate = await X509CertificateGenerator.create({
    serialNumber,
    subject: `CN=client ${serialNumber}`,
    issuer: `CN=${name}`,
    notBefore: new Date(Date.now() - hour),
    notAfter: new Date(Date.now() + 24 * hour),
    signingAlgorithm: algorithm,
    publicKey: client.publicKey,
    signingKey: keys.privateKey,
  });
  return { der: new Uint8Array(certificate.rawData) };
}

/** A CRL, DER. `nextUpdate` is in epoch milliseconds. */
export async function issueCrl(
  { name, keys }: TestAuthority,
  serialNumbers: string[],
  nextUpdate: number = Date.now() + hour,
): Promise<Uint8Array> {
  const crl = await X509CrlGenerator.create({
    issuer: `CN=${name}`,
    thisUpdate: new Date(Date.now() - hour),
    nextUpdate: new Date(nextUpdate),
    signingAlgorithm: algorithm,
    signingKey: keys.privateKey,
    entries: serialNumbers.map(serialNumber => ({
      serialNumber,
      revocationDate: new Date(Date.now() - hour),
    })),
  });
  return new Uint8Array(crl.rawData);
}
