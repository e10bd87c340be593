import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import type { Clock, ReplayStore } from '@oaf/access';
import type { Knex } from 'knex';

const TABLE = 'local_gateway_replays';

/** The primary key decides which of several concurrent inserts is the first. */
export class DatabaseReplayStore implements ReplayStore {
  readonly #knex: Knex;
  readonly #clock: Clock;

  constructor(knex: Knex, clock: Clock = Date.now) {
    this.#knex = knex;
    this.#clock = clock;
  }

  async insertOnce(key: string, expiresAt: number): Promise<boolean> {
    try {
      await this.#knex(TABLE).insert({
        replay_key: key,
        expires_at: expiresAt,
      });
      return true;
    } catch (error) {
      if (isDatabaseConflictError(error)) {
        return this.#replaceExpired(key, expiresAt);
      }
      throw error;
    }
  }

  /** Forgets the keys that have expired. */
  async purge(): Promise<number> {
    return this.#knex(TABLE).where('expires_at', '<=', this.#clock()).delete();
  }

  async #replaceExpired(key: string, expiresAt: number): Promise<boolean> {
    const replaced = await this.#knex(TABLE)
      .where({ replay_key: key })
      .where('expires_at', '<=', this.#clock())
      .update({ expires_at: expiresAt });
    return replaced === 1;
  }
}
