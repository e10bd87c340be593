import { createRevocationLists } from '../crl';
import type { RevokedCertificates } from '../ports';
import type { ClientAuthority } from './environment';

const TIMEOUT_MS = 5000;

async function read(url: string): Promise<Uint8Array> {
  const response = await fetch(url, {
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) {
    throw new Error(`${url} answers ${response.status}`);
  }
  return new Uint8Array(await response.arrayBuffer());
}

async function openAuthority({ certificate, crl }: ClientAuthority) {
  return { certificate: await read(certificate), readCrl: () => read(crl) };
}

/** The certificates are read once, the lists again and again. */
export async function openRevocationLists(
  authorities: ClientAuthority[],
): Promise<RevokedCertificates> {
  return createRevocationLists({
    authorities: await Promise.all(authorities.map(openAuthority)),
  });
}
