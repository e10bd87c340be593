import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
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
import type { Grant } from '@oaf/contract';
import type { Knex } from 'knex';
import {
  noteEnrolment,
  type DatabaseCredentialUses,
} from './DatabaseCredentialUses';
import { countFailedEnrolment, whereUnspent } from './failedEnrolmentQueries';
import {
  endKeys,
  readKeyRows,
  toClientKey,
  writeKeys,
} from './clientKeyQueries';
import { CLIENT_KEYS, GRANTS, type ClientKeyRow, type GrantRow } from './rows';

/** How long another replica may go on with a grant that was changed here. */
const CACHE_TTL_MS = 5000;

interface CachedClient {
  client: Promise<RegisteredClient | undefined>;
  expiresAt: number;
}

function haveKids(rows: ClientKeyRow[], kids: string[]): boolean {
  const held = rows.map(row => row.thumbprint).sort();
  return held.join() === [...kids].sort().join();
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
        if (!(await this.#spendToken(trx, enrolment))) {
          return 'token-spent';
        }
        const { clientId, keys, at } = enrolment;
        const held = await readKeyRows(trx, clientId);
        await writeKeys(trx, held, {
          clientId,
          keys: keys.map(jwk => ({ jwk, notAfter: null })),
          at,
          by: 'enrolment',
        });
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
        const held = await this.#lockKeys(trx, replacement.clientId);
        if (!held || !haveKids(held, replacement.heldKids)) {
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

  async unregister(clientId: string): Promise<void> {
    await transaction(this.#knex, async trx => {
      const held = await this.#lockKeys(trx, clientId);
      const end = { at: Date.now(), by: 'unregistration' } as const;
      await endKeys(trx, held ?? [], end);
      await trx(GRANTS)
        .where({ client_id: clientId })
        .update({ registration_token_hash: null });
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
    return {
      grant: JSON.parse(row.document!),
      keys: keys.map(toClientKey),
      registrationTokenHash: row.registration_token_hash,
    };
  }

  /** The lock on the grant puts concurrent changes of one client's keys in a line. */
  async #lockKeys(
    trx: Knex.Transaction,
    clientId: string,
  ): Promise<ClientKeyRow[] | undefined> {
    const row = await trx<GrantRow>(GRANTS)
      .where({ client_id: clientId })
      .whereNull('removed_at')
      .forUpdate()
      .first('client_id');
    return row && readKeyRows(trx, clientId);
  }

  async #spendToken(
    trx: Knex.Transaction,
    { clientId, tokenHash, registrationTokenHash, at }: Enrolment,
  ): Promise<boolean> {
    const unspent = () =>
      trx<GrantRow>(GRANTS)
        .where({ client_id: clientId, enrolment_token_hash: tokenHash })
        .whereNull('removed_at')
        .where('enrolment_expires_at', '>', at)
        .andWhere(whereUnspent);
    const row = await unspent().forUpdate().first('document');
    if (!row) {
      return false;
    }
    await unspent().update({
      spent_token_hash: tokenHash,
      enrolled_at: at,
      registration_token_hash: registrationTokenHash,
    });
    const { enrolment }: Grant = JSON.parse(row.document!);
    await noteEnrolment(trx, enrolment!.credentialId, at);
    return true;
  }
}
