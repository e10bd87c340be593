import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TlsFiles } from '../tls/config';
import { makeAuthority, type Authority } from './makeAuthority';

/** The PEM files of a gateway, and the authority behind them. */
export interface TestTlsFiles {
  authority: Authority;
  files: Required<TlsFiles>;
  write(file: keyof TlsFiles, text: string): Promise<void>;
  remove(): Promise<void>;
}

/** A certificate for loopback, client certificates of the same authority, and an empty revocation list. */
export async function writeTlsFiles(): Promise<TestTlsFiles> {
  const directory = await mkdtemp(join(tmpdir(), 'embedded-gateway-tls-'));
  const authority = await makeAuthority('Test CA');
  const server = await authority.issue('gateway');
  const files = {
    certFile: join(directory, 'server.pem'),
    keyFile: join(directory, 'server.key'),
    clientCaFile: join(directory, 'clients.pem'),
    crlFile: join(directory, 'clients.crl'),
  };
  await writeFile(files.certFile, server.cert);
  await writeFile(files.keyFile, server.key);
  await writeFile(files.clientCaFile, authority.cert);
  await writeFile(files.crlFile, await authority.revoke());
  return {
    authority,
    files,
    write: (file, text) => writeFile(files[file], text),
    remove: () => rm(directory, { recursive: true }),
  };
}
