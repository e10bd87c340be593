import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import type {
  ClientRegistry,
  CredentialUse,
  Enrolment,
  EnrolmentOutcome,
  RegisteredClient,
  RegisteredKey,
} from '@oaf/access';
import type { Knex } from 'knex';
import { transact } from '../database/transact';
import type { DatabaseCredentialUses } from './DatabaseCredentialUses';
import { CLIENT_KEYS, GRANTS, type ClientKeyRow, type GrantRow } from './rows';

/** How long another replica may go on with a grant that was changed here. */
const CACHE_TTL_MS = 5000;

interface CachedClient {
  client: Promise<RegisteredClient | undefined>;
  expiresAt: number;
}

function whereUnspent(query: Knex.QueryBuilder) {
  return query
    .whereNull('spent_token_hash')
    .orWhereRaw('spent_token_hash <> enrolment_token_hash');
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
      return await transact(this.#knex, async transaction => {
        if (!(await this.#spendToken(transaction, enrolment))) {
          return 'token-spent';
        }
        await this.#replaceKeys(transaction, enrolment);
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
      keys: keys.map((key): RegisteredKey => JSON.parse(key.jwk)),
    };
  }

  async #spendToken(
    transaction: Knex.Transaction,
    { clientId, tokenHash, at }: Enrolment,
  ): Promise<boolean> {
    const spent = await transaction(GRANTS)
      .where({ client_id: clientId, enrolment_token_hash: tokenHash })
      .whereNull('removed_at')
      .where('enrolment_expires_at', '>', at)
      .andWhere(whereUnspent)
      .update({ spent_token_hash: tokenHash, enrolled_at: at });
    return spent === 1;
  }

  async #replaceKeys(
    transaction: Knex.Transaction,
    { clientId, keys, at }: Enrolment,
  ): Promise<void> {
    const held = await transaction<ClientKeyRow>(CLIENT_KEYS)
      .where({ client_id: clientId })
      .pluck('thumbprint');
    await transaction(CLIENT_KEYS).whereIn('thumbprint', held).delete();
    await transaction(CLIENT_KEYS).insert(
      keys.map(key => ({
        thumbprint: key.kid,
        client_id: clientId,
        jwk: JSON.stringify(key),
        registered_at: at,
      })),
    );
  }
}
