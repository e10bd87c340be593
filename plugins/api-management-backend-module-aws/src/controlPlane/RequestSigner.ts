import { createHash, createHmac, hash } from 'node:crypto';
import {
  createScope,
  getCanonicalHeaders,
  SignatureV4Base,
} from '@smithy/signature-v4';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { SignedRequest } from './Transport';

const ALGORITHM = 'AWS4-HMAC-SHA256';
const EMPTY_BODY = createHash('sha256').digest('hex');

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** Never called: bodies are empty, and the request is hashed in one go below. */
class NoHash {
  update() {}
  reset() {}
  async digest(): Promise<Uint8Array> {
    throw new TypeError('Only requests without a body are signed');
  }
}

/**
 * Signature Version 4 of requests without a body: AWS's own canonical form, with the signing keys of one session kept
 * per day. AWS's signer keeps 50 of them, and would derive each anew when more regions are read at once.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
class SessionSigner extends SignatureV4Base {
  readonly #credentials: AwsCredentialIdentity;
  readonly #keys = new Map<string, Buffer>();

  constructor(credentials: AwsCredentialIdentity) {
    super({ credentials, service: '', region: '', sha256: NoHash });
    this.#credentials = credentials;
  }

  sign(request: SignedRequest, origin: URL, sent: Record<string, string>) {
    const { accessKeyId, sessionToken } = this.#credentials;
    const { longDate, shortDate } = this.formatDate(new Date());
    const scope = createScope(shortDate, request.region, request.service);
    const headers: Record<string, string> = {
      ...sent,
      host: origin.host,
      'x-amz-date': longDate,
      ...(sessionToken && { 'x-amz-security-token': sessionToken }),
    };
    const canonical = this.#canonical(request, origin, headers);
    const text = [ALGORITHM, longDate, scope, hash('sha256', canonical.text)];
    const signature = hmac(this.#key(scope), text.join('\n')).toString('hex');
    headers.authorization = `${ALGORITHM} Credential=${accessKeyId}/${scope}, SignedHeaders=${canonical.names}, Signature=${signature}`;
    return headers;
  }

  #canonical(
    { path, query = {} }: SignedRequest,
    { protocol, hostname }: URL,
    headers: Record<string, string>,
  ) {
    const request = { method: 'GET', protocol, hostname, path, query, headers };
    const signed = getCanonicalHeaders(request);
    return {
      text: this.createCanonicalRequest(request, signed, EMPTY_BODY),
      names: this.getCanonicalHeaderList(signed),
    };
  }

  #key(scope: string): Buffer {
    const key =
      this.#keys.get(scope) ??
      scope
        .split('/')
        .reduce<string | Buffer>(
          hmac,
          `AWS4${this.#credentials.secretAccessKey}`,
        );
    this.#keys.set(scope, key as Buffer);
    return key as Buffer;
  }
}

/** Signs with a signer per session, which lives as long as its credentials. */
export class RequestSigner {
  readonly #signers = new WeakMap<AwsCredentialIdentity, SessionSigner>();

  /** @returns the headers of the signed request */
  sign(
    request: SignedRequest,
    origin: URL,
    headers: Record<string, string>,
  ): Record<string, string> {
    const { credentials } = request;
    const signer =
      this.#signers.get(credentials) ?? new SessionSigner(credentials);
    this.#signers.set(credentials, signer);
    return signer.sign(request, origin, headers);
  }
}
