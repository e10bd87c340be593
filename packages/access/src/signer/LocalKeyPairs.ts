import { randomUUID } from 'node:crypto';
import type { JWK } from 'jose';
import type { Clock, KeptKeyPair, KeyPairRequest, KeyPairs } from '../ports';
import { generateSigningKey } from './createLocalTokenSigner';

/** Key pairs for ES256 that are made in this process, which alone has the private half until it is handed out. */
export class LocalKeyPairs implements KeyPairs {
  readonly #pairs = new Map<string, KeptKeyPair>();
  readonly #privateKeys = new Map<string, JWK>();

  constructor(private readonly clock: Clock = Date.now) {}

  async find(tokenHash: string): Promise<KeptKeyPair | undefined> {
    return this.#pairs.get(tokenHash);
  }

  async make(tokenHash: string, request: KeyPairRequest): Promise<KeptKeyPair> {
    const { d, ...publicJwk } = await generateSigningKey('ES256');
    this.#forgetExpired();
    const known = this.#pairs.get(tokenHash);
    if (known) {
      return known;
    }
    const sealedKey = randomUUID();
    const pair = { ...request, publicJwk, sealedKey, salt: randomUUID() };
    this.#privateKeys.set(sealedKey, { ...publicJwk, d });
    this.#pairs.set(tokenHash, pair);
    return pair;
  }

  async open({ sealedKey }: KeptKeyPair): Promise<JWK> {
    return this.#privateKeys.get(sealedKey!)!;
  }

  async take(tokenHash: string): Promise<boolean> {
    const pair = this.#pairs.get(tokenHash);
    if (!pair?.sealedKey) {
      return false;
    }
    this.#privateKeys.delete(pair.sealedKey);
    this.#pairs.set(tokenHash, { ...pair, sealedKey: null, salt: null });
    return true;
  }

  #forgetExpired() {
    for (const [tokenHash, { expiresAt, sealedKey }] of this.#pairs) {
      if (expiresAt <= this.clock()) {
        this.#pairs.delete(tokenHash);
        this.#privateKeys.delete(sealedKey ?? '');
      }
    }
  }
}
