import { createHash, createHmac } from 'node:crypto';
import type { BinaryLike, Hash, Hmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Principal } from '../world/Sessions';
import type { ClaimedScope } from './parseScope';

class Sha256 {
  readonly #hash: Hash | Hmac;

  constructor(secret?: unknown) {
    this.#hash =
      secret === undefined
        ? createHash('sha256')
        : createHmac('sha256', secret as BinaryLike);
  }

  update(data: unknown) {
    this.#hash.update(data as string | Uint8Array);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset() {
    throw new Error('A hash is used once');
  }
}

/** Signs what arrived as its sender should have, and compares. */
export async function verifySignature(
  request: IncomingMessage,
  options: { scope: ClaimedScope; principal: Principal; body: string },
): Promise<boolean> {
  const { scope, principal } = options;
  const url = new URL(request.url!, 'http://simulator');
  const signer = new SignatureV4({
    service: scope.service,
    region: scope.region,
    credentials: {
      accessKeyId: scope.accessKeyId,
      secretAccessKey: principal.secretAccessKey,
      sessionToken: principal.sessionToken,
    },
    sha256: Sha256,
    applyChecksum: false,
  });
  const headers = Object.fromEntries(
    scope.signedHeaders.map(name => [name, String(request.headers[name])]),
  );
  const signed = await signer.sign(
    {
      method: request.method!,
      protocol: 'http:',
      hostname: 'simulator',
      path: url.pathname,
      query: queryOf(url),
      headers,
      body: options.body || undefined,
    },
    { signingDate: new Date(amzDate(request)) },
  );
  return signed.headers.authorization === request.headers.authorization;
}

function amzDate(request: IncomingMessage): string {
  return String(request.headers['x-amz-date']).replace(
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
    '$1-$2-$3T$4:$5:$6Z',
  );
}

function queryOf(url: URL): Record<string, string | string[]> {
  const names = [...new Set(url.searchParams.keys())];
  return Object.fromEntries(
    names.map(name => [name, url.searchParams.getAll(name)]),
  );
}
