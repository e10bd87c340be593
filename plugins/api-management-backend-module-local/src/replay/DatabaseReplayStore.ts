import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import type { Clock, ReplayStore } from '@oaf/access';
import { transaction } from '@oaf/backstage-plugin-api-management-node/database';
import type { Knex } from 'knex';
import { inBatches } from '../database/inBatches';

const TABLE = 'local_gateway_replays';

interface Candidate {
  key: string;
  expiresAt: number;
  resolve(isFirst: boolean | Promise<boolean>): void;
}

function toRow({ key, expiresAt }: Candidate) {
  return { replay_key: key, expires_at: expiresAt };
}

/**
 * The primary key decides which of several concurrent inserts is the first. Keys that arrive in one turn of the event loop
 * are inserted together; when that fails, as it does when one of them was there, each is tried by itself.
 */
export class DatabaseReplayStore implements ReplayStore {
  readonly #knex: Knex;
  readonly #clock: Clock;
  #waiting: Candidate[] = [];

  constructor(knex: Knex, clock: Clock = Date.now) {
    this.#knex = knex;
    this.#clock = clock;
  }

  insertOnce(key: string, expiresAt: number): Promise<boolean> {
    return new Promise(resolve => {
      this.#waiting.push({ key, expiresAt, resolve });
      if (this.#waiting.length === 1) {
        setImmediate(() => this.#insertWaiting());
      }
    });
  }

  /** Forgets the keys that have expired. */
  async purge(): Promise<number> {
    return this.#knex(TABLE).where('expires_at', '<=', this.#clock()).delete();
  }

  #insertWaiting() {
    const candidates = this.#waiting;
    this.#waiting = [];
    for (const batch of inBatches(candidates)) {
      this.#insertTogether(batch);
    }
  }

  async #insertTogether(batch: Candidate[]): Promise<void> {
    try {
      await this.#knex(TABLE).insert(batch.map(toRow));
      batch.forEach(({ resolve }) => resolve(true));
    } catch {
      // Whatever it was, it meets the one it concerns once more.
      batch.forEach(candidate => candidate.resolve(this.#insert(candidate)));
    }
  }

  async #insert(candidate: Candidate): Promise<boolean> {
    try {
      await transaction(this.#knex, trx => trx(TABLE).insert(toRow(candidate)));
      return true;
    } catch (error) {
      if (isDatabaseConflictError(error)) {
        return this.#replaceExpired(candidate);
      }
      throw error;
    }
  }

  async #replaceExpired({ key, expiresAt }: Candidate): Promise<boolean> {
    const replaced = await this.#knex(TABLE)
      .where({ replay_key: key })
      .where('expires_at', '<=', this.#clock())
      .update({ expires_at: expiresAt });
    return replaced === 1;
  }
}
