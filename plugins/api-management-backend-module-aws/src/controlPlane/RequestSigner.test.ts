import { createHash, createHmac, type BinaryLike } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { RequestSigner } from './RequestSigner';

/** For AWS's signer. */
class Sha256 {
  readonly #hash;
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
  reset() {}
}

const origin = new URL('https://apigateway.eu-west-1.amazonaws.com');
const HEADERS = { accept: 'application/json' };

describe('RequestSigner', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: new Date('2026-11-23T17:00:00Z') });
  });
  afterEach(() => jest.useRealTimers());

  it.each([
    ['/restapis', { limit: '500', position: 'eyJhIjoiYiJ9+/=' }, 'token'],
    ['/v2/apis/a1/exports/OAS30', { stageName: '$default' }, 'token'],
    ['/v2/domainnames/%2A.example.com/apimappings', {}, undefined],
  ])(
    "signs %s as AWS's own signer does, the first time and again",
    async (path, query, sessionToken) => {
      const credentials = {
        accessKeyId: 'ASIAEXAMPLE',
        secretAccessKey: 'secret',
        sessionToken,
      };
      const expected = await new SignatureV4({
        credentials,
        service: 'apigateway',
        region: 'eu-west-1',
        sha256: Sha256,
        applyChecksum: false,
      }).sign({
        method: 'GET',
        protocol: origin.protocol,
        hostname: origin.hostname,
        path,
        query,
        headers: { ...HEADERS, host: origin.host },
      });
      const signer = new RequestSigner();
      const request = {
        service: 'apigateway',
        region: 'eu-west-1',
        dnsSuffix: 'amazonaws.com',
        path,
        query,
        credentials,
        signal: new AbortController().signal,
      };
      expect(signer.sign(request, origin, HEADERS)).toEqual(expected.headers);
      expect(signer.sign(request, origin, HEADERS)).toEqual(expected.headers);
    },
  );
});
