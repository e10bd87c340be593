import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AwsCredentialIdentity, SourceData } from '@smithy/types';
import type { SignedRequest } from './Transport';

class Sha256 {
  #hash: Hash | Hmac;
  readonly #secret: SourceData | undefined;

  constructor(secret?: SourceData) {
    this.#secret = secret;
    this.#hash = this.#start();
  }

  update(data: Uint8Array) {
    this.#hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset() {
    this.#hash = this.#start();
  }

  #start(): Hash | Hmac {
    return this.#secret === undefined
      ? createHash('sha256')
      : createHmac('sha256', this.#secret as string | Uint8Array);
  }
}

/**
 * Signs by Signature Version 4, with AWS's own signer; signers live as long as their credentials.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
 */
export class RequestSigner {
  readonly #signers = new WeakMap<
    AwsCredentialIdentity,
    Map<string, SignatureV4>
  >();

  /** @returns the headers of the signed request */
  async sign(
    { service, region, credentials, path, query }: SignedRequest,
    origin: URL,
    headers: Record<string, string>,
  ): Promise<Record<string, string>> {
    const signed = await this.#signer(credentials, service, region).sign({
      method: 'GET',
      protocol: origin.protocol,
      hostname: origin.hostname,
      path,
      query,
      headers: { ...headers, host: origin.host },
    });
    return signed.headers;
  }

  #signer(credentials: AwsCredentialIdentity, service: string, region: string) {
    const key = `${service}/${region}`;
    const signers = this.#signers.get(credentials) ?? new Map();
    this.#signers.set(credentials, signers);
    const signer =
      signers.get(key) ??
      new SignatureV4({ service, region, credentials, sha256: Sha256 });
    signers.set(key, signer);
    return signer;
  }
}
