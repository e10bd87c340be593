import type { LoggerService } from '@backstage/backend-plugin-api';
import type { CredentialUse } from '@oaf/access';
import type { Knex } from 'knex';
import { inBatches } from '../database/inBatches';

const TABLE = 'local_gateway_credential_uses';
const FLUSH_INTERVAL_MS = 2000;

type CredentialType = CredentialUse['type'] | 'initial-access-token';

function toKey(type: CredentialType, id: string) {
  return `${type}:${id}`;
}

function keyOf(use: CredentialUse) {
  return toKey(use.type, use.type === 'api-key' ? use.credentialId : use.kid);
}

/**
 * When each credential was last used. Uses gather in memory and are written every two seconds,
 * so that a call costs no write of its own.
 */
export class DatabaseCredentialUses {
  readonly #knex: Knex;
  readonly #logger: LoggerService;
  #pending = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(knex: Knex, logger: LoggerService) {
    this.#knex = knex;
    this.#logger = logger;
  }

  record(use: CredentialUse): void {
    const key = keyOf(use);
    this.#pending.set(key, Math.max(use.at, this.#pending.get(key) ?? 0));
    this.#timer ??= setTimeout(() => this.#flushLater(), FLUSH_INTERVAL_MS);
  }

  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const uses = [...this.#pending].sort(([a], [b]) => (a < b ? -1 : 1));
    this.#pending.clear();
    const rows = uses.map(([credential, at]) => ({
      credential,
      last_used_at: at,
    }));
    for (const batch of inBatches(rows)) {
      await this.#knex(TABLE).insert(batch).onConflict('credential').merge();
    }
  }

  /** Last uses by credential; credentials that were never used are left out. */
  async read(
    type: CredentialType,
    ids: string[],
  ): Promise<Map<string, number>> {
    await this.flush();
    const rows = await this.#knex(TABLE).whereIn(
      'credential',
      ids.map(id => toKey(type, id)),
    );
    const lastUsed = new Map(
      rows.map(row => [row.credential as string, Number(row.last_used_at)]),
    );
    return new Map(
      ids
        .map(id => [id, lastUsed.get(toKey(type, id))] as const)
        .filter((entry): entry is [string, number] => entry[1] !== undefined),
    );
  }

  /** A lost use only makes "last used" older, so it is reported and not tried again. */
  #flushLater() {
    this.flush().catch(error =>
      this.#logger.warn(`Uses of credentials were not written: ${error}`),
    );
  }
}

/** Which temporary password enrolled, in the transaction that spends it. */
export async function noteEnrolment(
  trx: Knex.Transaction,
  credentialId: string,
  at: number,
): Promise<void> {
  await trx(TABLE)
    .insert({
      credential: toKey('initial-access-token', credentialId),
      last_used_at: at,
    })
    .onConflict('credential')
    .merge();
}
