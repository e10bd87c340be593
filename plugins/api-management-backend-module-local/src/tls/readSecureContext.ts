import { constants, createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import type { TlsFiles } from './config';

/** What FAPI 2.0 section 5.2.2 leaves of TLS 1.2, and what TLS 1.3 has: forward secrecy and authenticated encryption. */
const CIPHERS = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
].join(':');

const CRL = /-----BEGIN X509 CRL-----[^-]+-----END X509 CRL-----/g;

async function read(key: keyof TlsFiles, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new Error(
      `The embedded gateway cannot read the file of apiManagement.gateways.local.tls.${key}, ${path}: ${
        (cause as Error).message
      }`,
      { cause },
    );
  }
}

/** Node reads one list of each text, and a chain has one list for each authority. */
async function readLists(path: string): Promise<string[]> {
  const lists = (await read('crlFile', path)).match(CRL);
  if (!lists) {
    throw new Error(
      `The file of apiManagement.gateways.local.tls.crlFile, ${path}, holds no certificate revocation list in PEM form`,
    );
  }
  return lists;
}

/**
 * Reads the PEM files and checks that they fit together.
 * @throws Error that names the file, or says what does not fit
 */
export async function readSecureContext({
  certFile,
  keyFile,
  clientCaFile,
  crlFile,
}: TlsFiles): Promise<SecureContextOptions> {
  const cert = await read('certFile', certFile);
  const key = await read('keyFile', keyFile);
  const options: SecureContextOptions = {
    cert,
    key,
    ca: clientCaFile && (await read('clientCaFile', clientCaFile)),
    crl: crlFile && (await readLists(crlFile)),
    ciphers: CIPHERS,
    honorCipherOrder: true,
    minVersion: 'TLSv1.2',
    // A resumed session would keep a certificate that was revoked since.
    secureOptions: constants.SSL_OP_NO_TICKET,
  };
  try {
    // A file that is being written may be empty, which Node takes for none, and then no handshake succeeds.
    if (!new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))) {
      throw new Error('the key is of another certificate');
    }
    createSecureContext(options);
  } catch (cause) {
    throw new Error(
      `The files of apiManagement.gateways.local.tls do not fit together: ${
        (cause as Error).message
      }`,
      { cause },
    );
  }
  return options;
}
