import {
  transaction,
  type Transaction,
} from '@oaf/backstage-plugin-api-management-node/database';
import type { SubscriptionFilter } from '@oaf/backstage-plugin-api-management-node';
import type { Knex } from 'knex';
import type { Visibility } from '../authorization/AccessControl';
import { toTime } from '../database/time';
import type { ProvisioningQueue } from '../provisioning/ProvisioningQueue';
import {
  seeSubscriptions,
  subscriptionsWithOwners,
} from '../subscriptions/subscriptionQueries';
import type { CredentialStore, StoredCredential } from './CredentialStore';

type Row = {
  id: string;
  subscription_id: string;
  type: StoredCredential['type'];
  state: StoredCredential['state'];
  prefix: string;
  secret_hash: string;
  sealed_secret: string | null;
  created_at: number | string;
  revealed_at: number | string | null;
  used_at: number | string | null;
  replaced_at: number | string | null;
  expires_at: number | string | null;
  revoked_at: number | string | null;
};

export class DatabaseCredentialStore implements CredentialStore {
  readonly #knex: Knex;
  readonly #provisioning: ProvisioningQueue;

  constructor(knex: Knex, provisioning: ProvisioningQueue) {
    this.#knex = knex;
    this.#provisioning = provisioning;
  }

  async list(subscriptionId: string): Promise<StoredCredential[]> {
    const rows: Row[] = await this.#knex('credentials')
      .where({ subscription_id: subscriptionId })
      .orderBy('created_at', 'desc')
      .orderBy('id');
    return rows.map(toCredential);
  }

  async find(
    subscriptionId: string,
    id: string,
  ): Promise<StoredCredential | undefined> {
    const row: Row | undefined = await this.#knex('credentials')
      .where({ subscription_id: subscriptionId, id })
      .first();
    return row && toCredential(row);
  }

  async insert(
    credentials: StoredCredential[],
    trx: Transaction,
  ): Promise<void> {
    for (const credential of credentials) {
      await trx('credentials').insert(fromCredential(credential));
    }
  }

  async replace(
    credential: StoredCredential,
    overlapUntil: number | null,
    trx: Transaction,
  ): Promise<void> {
    const former = trx('credentials')
      .where({
        subscription_id: credential.subscriptionId,
        type: credential.type,
      })
      .whereIn('state', ['issued', 'rotating']);
    await (overlapUntil === null
      ? former.update(revoked())
      : former.whereNot({ state: 'rotating' }).update({
          state: 'rotating',
          replaced_at: Date.now(),
          expires_at: overlapUntil,
          sealed_secret: null,
        }));
    await this.insert([credential], trx);
    await this.#provisioning.request(credential.subscriptionId, trx);
  }

  async countLive(
    { subscriptionId, type }: Pick<StoredCredential, 'subscriptionId' | 'type'>,
    trx: Transaction,
  ): Promise<number> {
    const [{ total }] = await trx('credentials')
      .where({ subscription_id: subscriptionId, type })
      .whereIn('state', ['issued', 'rotating'])
      .andWhere(live =>
        live.whereNull('expires_at').orWhere('expires_at', '>', Date.now()),
      )
      .count({ total: '*' });
    return Number(total);
  }

  async takeSecret(
    credential: StoredCredential,
    trx: Transaction,
  ): Promise<boolean> {
    const taken = await trx('credentials')
      .where({ id: credential.id })
      .whereNotNull('sealed_secret')
      .update({ sealed_secret: null, revealed_at: Date.now() });
    return taken > 0;
  }

  async revoke(
    credential: StoredCredential,
    trx: Transaction,
  ): Promise<boolean> {
    const count = await revoke(trx, { id: credential.id });
    await this.#provisioning.request(credential.subscriptionId, trx);
    return count > 0;
  }

  async revokeAll(subscriptionId: string, trx: Transaction): Promise<void> {
    await revoke(trx, { subscription_id: subscriptionId });
  }

  async destroyUnrevealed(createdBefore: number): Promise<void> {
    await transaction(this.#knex, trx =>
      trx('credentials')
        .whereNotNull('sealed_secret')
        .where('created_at', '<', createdBefore)
        .update({ sealed_secret: null }),
    );
  }

  async listUnused(): Promise<StoredCredential[]> {
    const rows: Row[] = await this.#knex('credentials')
      .where({ type: 'initial-access-token', state: 'issued' })
      .whereNotNull('revealed_at')
      .whereNull('used_at')
      .where('expires_at', '>', Date.now());
    return rows.map(toCredential);
  }

  async noteUse({ id }: StoredCredential, usedAt: number): Promise<void> {
    await this.#knex('credentials').where({ id }).update({ used_at: usedAt });
  }

  async countExpiring(
    visibilities: Array<Visibility<SubscriptionFilter>>,
    before: number,
  ): Promise<number> {
    const query = subscriptionsWithOwners(this.#knex)
      .join('credentials', 'credentials.subscription_id', 'subscriptions.id')
      .whereIn('credentials.state', ['issued', 'rotating'])
      .whereNull('credentials.used_at')
      .whereBetween('credentials.expires_at', [Date.now(), before]);
    seeSubscriptions(query, visibilities);
    const [{ total }] = await query.count({ total: '*' });
    return Number(total);
  }
}

function revoked() {
  return { state: 'revoked', revoked_at: Date.now(), sealed_secret: null };
}

/** Answers how many were not revoked before. */
async function revoke(
  trx: Transaction,
  which: Partial<Pick<Row, 'id' | 'subscription_id'>>,
): Promise<number> {
  return trx('credentials')
    .where(which)
    .whereNot({ state: 'revoked' })
    .update(revoked());
}

function fromCredential(credential: StoredCredential): Row {
  return {
    id: credential.id,
    subscription_id: credential.subscriptionId,
    type: credential.type,
    state: credential.state,
    prefix: credential.prefix,
    secret_hash: credential.secretHash,
    sealed_secret: credential.sealedSecret,
    created_at: credential.createdAt,
    revealed_at: credential.revealedAt,
    used_at: credential.usedAt,
    replaced_at: credential.replacedAt,
    expires_at: credential.expiresAt,
    revoked_at: credential.revokedAt,
  };
}

function toCredential(row: Row): StoredCredential {
  return {
    id: row.id,
    subscriptionId: row.subscription_id,
    type: row.type,
    state: row.state,
    prefix: row.prefix,
    secretHash: row.secret_hash,
    sealedSecret: row.sealed_secret,
    createdAt: toTime(row.created_at),
    revealedAt: toTime(row.revealed_at),
    usedAt: toTime(row.used_at),
    replacedAt: toTime(row.replaced_at),
    expiresAt: toTime(row.expires_at),
    revokedAt: toTime(row.revoked_at),
  };
}
