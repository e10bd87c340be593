import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Clock, NonceKeys } from '@oaf/access';
import { readSecretFile, replaceSecretFile } from './secretFile';

const ROTATION_MS = 24 * 60 * 60 * 1000;

interface StoredKeys {
  /** base64url. */
  current: string;
  previous?: string;
  /** Epoch milliseconds. */
  madeAt: number;
}

/**
 * Nonce keys in `nonce-keys.json` of the data directory, rotated daily. Processes that share the directory share the keys;
 * should two rotate at the same instant, a nonce of the loser is refused once and the client asks for another.
 */
export class FileNonceKeys implements NonceKeys {
  readonly #path: string;
  readonly #clock: Clock;
  #held: StoredKeys | undefined;
  #renewing: Promise<StoredKeys> | undefined;

  constructor(dataDirectory: string, clock: Clock = Date.now) {
    this.#path = join(dataDirectory, 'nonce-keys.json');
    this.#clock = clock;
  }

  async get(): Promise<{ current: Uint8Array; previous?: Uint8Array }> {
    const { current, previous } = await this.#fresh();
    return {
      current: Buffer.from(current, 'base64url'),
      previous: previous ? Buffer.from(previous, 'base64url') : undefined,
    };
  }

  async #fresh(): Promise<StoredKeys> {
    if (!this.#held || this.#isStale(this.#held)) {
      this.#renewing ??= this.#renew().finally(() => {
        this.#renewing = undefined;
      });
      this.#held = await this.#renewing;
    }
    return this.#held;
  }

  async #renew(): Promise<StoredKeys> {
    const stored = await readSecretFile<StoredKeys>(this.#path);
    if (stored && !this.#isStale(stored)) {
      return stored;
    }
    const renewed = {
      current: randomBytes(32).toString('base64url'),
      previous: stored?.current,
      madeAt: this.#clock(),
    };
    await replaceSecretFile(this.#path, renewed);
    return renewed;
  }

  #isStale({ madeAt }: StoredKeys) {
    return this.#clock() - madeAt >= ROTATION_MS;
  }
}
