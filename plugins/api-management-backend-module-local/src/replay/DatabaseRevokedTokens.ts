import type { Clock, RevokedTokens } from '@oaf/access';
import type { Knex } from 'knex';

const TABLE = 'local_gateway_replays';
const PREFIX = 'revoked:';

/** How long another replica may go on with a token that was revoked here. */
const CACHE_TTL_MS = 5000;

/**
 * Revoked access tokens. There are few, as each is forgotten with its token's last second, so they are held in memory
 * and read anew every five seconds; a revocation in this process is seen at once.
 */
export class DatabaseRevokedTokens implements RevokedTokens {
  readonly #knex: Knex;
  readonly #clock: Clock;
  #known = new Set<string>();
  #loading: Promise<void> | undefined;
  #staleAt = -Infinity;

  constructor(knex: Knex, clock: Clock = Date.now) {
    this.#knex = knex;
    this.#clock = clock;
  }

  async revoke(tokenId: string, expiresAt: number): Promise<void> {
    await this.#knex(TABLE)
      .insert({ replay_key: PREFIX + tokenId, expires_at: expiresAt })
      .onConflict('replay_key')
      .ignore();
    this.#staleAt = -Infinity;
  }

  async has(tokenId: string): Promise<boolean> {
    if (this.#clock() >= this.#staleAt) {
      this.#loading ??= this.#load().finally(() => {
        this.#loading = undefined;
      });
      await this.#loading;
    }
    return this.#known.has(tokenId);
  }

  async #load(): Promise<void> {
    const now = this.#clock();
    this.#staleAt = now + CACHE_TTL_MS;
    try {
      const keys: string[] = await this.#knex(TABLE)
        .where('replay_key', 'like', `${PREFIX}%`)
        .where('expires_at', '>', now)
        .pluck('replay_key');
      this.#known = new Set(keys.map(key => key.slice(PREFIX.length)));
    } catch (error) {
      this.#staleAt = -Infinity;
      throw error;
    }
  }
}
