import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { addKeys, areSameKeys } from '@oaf/access';
import type {
  ClientRegistry,
  CredentialUse,
  Enrolment,
  EnrolmentOutcome,
  KeyReplacement,
  KeyReplacementOutcome,
  RegisteredClient,
} from '@oaf/access';
import { transaction } from '@oaf/backstage-plugin-api-management-node/database';
import type { Knex } from 'knex';
import type { DatabaseCredentialUses } from './DatabaseCredentialUses';
import {
  forgetLastRegistration,
  lockGrant,
  lockUnspent,
  spendToken,
} from './enrolmentQueries';
import { countFailedEnrolment, whereUnspent } from './failedEnrolmentQueries';
import {
  endKeys,
  readKeyRows,
  toClientKey,
  toClientKeys,
  writeKeys,
} from './clientKeyQueries';
import { CLIENT_KEYS, GRANTS, type ClientKeyRow, type GrantRow } from './rows';

/** How long another replica may go on with a grant that was changed here. */
const CACHE_TTL_MS = 5000;

interface CachedClient {
  client: Promise<RegisteredClient | undefined>;
  expiresAt: number;
}

/**
 * The door's view of grants and client keys. Grants are held in memory for five seconds by client id;
 * a change in this process is seen at once.
 */
export class DatabaseClientRegistry implements ClientRegistry {
  readonly #knex: Knex;
  readonly #uses: DatabaseCredentialUses;
  readonly #cache = new Map<string, CachedClient>();

  constructor(knex: Knex, uses: DatabaseCredentialUses) {
    this.#knex = knex;
    this.#uses = uses;
  }

  async findByClientId(
    clientId: string,
  ): Promise<RegisteredClient | undefined> {
    const cached = this.#cache.get(clientId);
    if (cached && cached.expiresAt > Date.now()) {
      return cached.client;
    }
    return this.#load(clientId);
  }

  async findByEnrolmentToken(
    tokenHash: string,
  ): Promise<RegisteredClient | undefined> {
    const row = await this.#knex<GrantRow>(GRANTS)
      .where({ enrolment_token_hash: tokenHash })
      .whereNull('removed_at')
      .andWhere(whereUnspent)
      .first();
    return row && this.#withKeys(row);
  }

  async enrol(enrolment: Enrolment): Promise<EnrolmentOutcome> {
    try {
      return await transaction(this.#knex, async trx => {
        const grant = await lockUnspent(trx, enrolment);
        if (!grant) {
          return 'token-spent';
        }
        const { clientId, at, maxKeys } = enrolment;
        const held = await readKeyRows(trx, clientId);
        const keys = addKeys(toClientKeys(held, grant), enrolment);
        if (keys.length > maxKeys) {
          return 'too-many-keys';
        }
        await writeKeys(trx, held, { clientId, keys, at, by: 'enrolment' });
        await spendToken(trx, grant, enrolment);
        return 'enrolled';
      });
    } catch (error) {
      if (isDatabaseConflictError(error)) {
        return 'key-taken';
      }
      throw error;
    } finally {
      this.forget(enrolment.clientId);
    }
  }

  async countFailedEnrolment(attempt: {
    tokenHash: string;
    limit: number;
  }): Promise<void> {
    await transaction(this.#knex, trx => countFailedEnrolment(trx, attempt));
  }

  async replaceKeys(
    replacement: KeyReplacement,
  ): Promise<KeyReplacementOutcome> {
    try {
      return await transaction(this.#knex, async trx => {
        const { clientId, heldKeys } = replacement;
        const grant = await lockGrant(trx, clientId);
        if (!grant) {
          return 'outdated';
        }
        const held = await readKeyRows(trx, clientId);
        if (!areSameKeys(toClientKeys(held, grant), heldKeys)) {
          return 'outdated';
        }
        await writeKeys(trx, held, { ...replacement, by: 'rotation' });
        return 'replaced';
      });
    } catch (error) {
      if (isDatabaseConflictError(error)) {
        return 'key-taken';
      }
      throw error;
    } finally {
      this.forget(replacement.clientId);
    }
  }

  async unregister({
    clientId,
    registrationTokenHash,
  }: Parameters<ClientRegistry['unregister']>[0]): Promise<void> {
    await transaction(this.#knex, async trx => {
      const grant = await lockGrant(trx, clientId);
      if (!grant) {
        return;
      }
      const held = await readKeyRows(trx, clientId);
      const own = held.filter(
        row =>
          toClientKey(row, grant).registrationTokenHash ===
          registrationTokenHash,
      );
      await endKeys(trx, own, { at: Date.now(), by: 'unregistration' });
      await forgetLastRegistration(trx, clientId, registrationTokenHash);
    });
    this.forget(clientId);
  }

  recordUse(use: CredentialUse): void {
    this.#uses.record(use);
  }

  /** Makes the next look-up read the database. */
  forget(clientId: string): void {
    this.#cache.delete(clientId);
  }

  /** Clients that do not exist are not remembered, or junk would fill the memory. */
  async #load(clientId: string): Promise<RegisteredClient | undefined> {
    const entry = {
      client: this.#read(clientId),
      expiresAt: Date.now() + CACHE_TTL_MS,
    };
    this.#cache.set(clientId, entry);
    const drop = () => {
      if (this.#cache.get(clientId) === entry) {
        this.#cache.delete(clientId);
      }
    };
    try {
      const client = await entry.client;
      if (!client) {
        drop();
      }
      return client;
    } catch (error) {
      drop();
      throw error;
    }
  }

  async #read(clientId: string): Promise<RegisteredClient | undefined> {
    const row = await this.#knex<GrantRow>(GRANTS)
      .where({ client_id: clientId })
      .whereNull('removed_at')
      .first();
    return row && this.#withKeys(row);
  }

  async #withKeys(row: GrantRow): Promise<RegisteredClient> {
    const keys = await this.#knex<ClientKeyRow>(CLIENT_KEYS).where({
      client_id: row.client_id,
    });
    return { grant: JSON.parse(row.document!), keys: toClientKeys(keys, row) };
  }
}
