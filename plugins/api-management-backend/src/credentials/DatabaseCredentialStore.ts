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
import type {
  CredentialStore,
  StoredCredential,
  Succession,
} from './CredentialStore';

const DAY = 86_400_000;

type Row = {
  id: string;
  subscription_id: string;
  type: StoredCredential['type'];
  state: StoredCredential['state'];
  name: string | null;
  plan_id: string | null;
  prefix: string;
  secret_hash: string;
  sealed_secret: string | null;
  created_at: number | string;
  revealed_at: number | string | null;
  used_at: number | string | null;
  replaced_at: number | string | null;
  expires_at: number | string | null;
  valid_until: number | string | null;
  revoked_at: number | string | null;
  reason: string | null;
};

export class DatabaseCredentialStore implements CredentialStore {
  readonly #knex: Knex;
  readonly #provisioning: ProvisioningQueue;

  constructor(knex: Knex, provisioning: ProvisioningQueue) {
    this.#knex = knex;
    this.#provisioning = provisioning;
  }

  async list(subscriptionId: string): Promise<StoredCredential[]> {
    return this.listOf([subscriptionId]);
  }

  async subscriptionsOf(ids: string[]): Promise<Map<string, string>> {
    const rows: Pick<Row, 'id' | 'subscription_id'>[] = await this.#knex(
      'credentials',
    )
      .whereIn('id', ids)
      .select('id', 'subscription_id');
    return new Map(rows.map(row => [row.id, row.subscription_id]));
  }

  async listOf(subscriptionIds: string[]): Promise<StoredCredential[]> {
    const rows: Row[] = await this.#knex('credentials')
      .whereIn('subscription_id', subscriptionIds)
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

  async replacePassword(
    credential: StoredCredential,
    trx: Transaction,
  ): Promise<void> {
    await trx('credentials')
      .where({
        subscription_id: credential.subscriptionId,
        type: credential.type,
      })
      .whereIn('state', ['issued', 'rotating'])
      .update(revoked());
    await this.insert([credential], trx);
    await this.#provisioning.request(credential.subscriptionId, trx);
  }

  async succeed(
    credential: StoredCredential,
    { ids, overlapUntil }: Succession,
    trx: Transaction,
  ): Promise<void> {
    const superseded = () =>
      trx('credentials').whereIn('id', ids).where({ state: 'issued' });
    await superseded()
      .where(later =>
        later.whereNull('expires_at').orWhere('expires_at', '>', overlapUntil),
      )
      .update({ expires_at: overlapUntil });
    await superseded().update({
      state: 'rotating',
      replaced_at: Date.now(),
    });
    await this.insert([credential], trx);
    await this.#provisioning.request(credential.subscriptionId, trx);
  }

  async listCurrentKeys(subscriptionId: string, trx: Transaction) {
    const live = await this.listLiveKeys(subscriptionId, trx);
    return live.filter(({ state }) => state === 'issued');
  }

  async listLiveKeys(
    subscriptionId: string,
    trx: Transaction,
  ): Promise<StoredCredential[]> {
    const rows: Row[] = await trx('credentials')
      .where({ subscription_id: subscriptionId, type: 'api-key' })
      .whereIn('state', ['issued', 'rotating'])
      .where(isNotOver)
      .orderBy('created_at', 'desc')
      .orderBy('id');
    return rows.map(toCredential);
  }

  async rename({ id }: StoredCredential, name: string, trx: Transaction) {
    await trx('credentials').where({ id }).update({ name });
  }

  async endAt(
    { id, subscriptionId }: StoredCredential,
    expiresAt: number,
    trx: Transaction,
  ): Promise<void> {
    await trx('credentials').where({ id }).update({ expires_at: expiresAt });
    await this.#provisioning.request(subscriptionId, trx);
  }

  async retire(
    subscriptionId: string,
    ids: string[],
    trx: Transaction,
  ): Promise<void> {
    const now = Date.now();
    const known = () =>
      trx('credentials').whereIn('id', ids).whereNot({ state: 'revoked' });
    await known()
      .where(later =>
        later.whereNull('expires_at').orWhere('expires_at', '>', now),
      )
      .update({ expires_at: now });
    await known().update({ state: 'revoked', sealed_secret: null });
    await this.#provisioning.request(subscriptionId, trx);
  }

  async listOverKeys(limit: number): Promise<StoredCredential[]> {
    const rows: Row[] = await this.#knex('credentials')
      .where({ type: 'api-key' })
      .whereIn('state', ['issued', 'rotating'])
      .where('expires_at', '<=', Date.now())
      .orderBy('expires_at')
      .limit(limit);
    return rows.map(toCredential);
  }

  async listToWarn(days: number, limit: number): Promise<StoredCredential[]> {
    const within = days * DAY;
    const rows: Row[] = await this.#knex('credentials')
      .join('subscriptions', 'subscriptions.id', 'credentials.subscription_id')
      .whereIn('subscriptions.state', ['active', 'suspended'])
      .where({ type: 'api-key', 'credentials.state': 'issued' })
      .whereBetween('expires_at', [Date.now() + 1, Date.now() + within])
      .whereRaw('expires_at - credentials.created_at > ?', [within])
      .where(untold =>
        untold.whereNull('warned_days').orWhere('warned_days', '>', days),
      )
      .orderBy('expires_at')
      .limit(limit)
      .select('credentials.*');
    return rows.map(toCredential);
  }

  async claimWarning({ id }: StoredCredential, days: number) {
    const claimed = await this.#knex('credentials')
      .where({ id, state: 'issued' })
      .where(untold =>
        untold.whereNull('warned_days').orWhere('warned_days', '>', days),
      )
      .update({ warned_days: days });
    return claimed > 0;
  }

  async giveWarningBack({ id }: StoredCredential) {
    await this.#knex('credentials').where({ id }).update({ warned_days: null });
  }

  async findExpiring(subscriptionIds: string[], before: number) {
    const rows: Row[] = await this.#knex('credentials')
      .whereIn('subscription_id', subscriptionIds)
      .where({ type: 'api-key', state: 'issued' })
      .whereBetween('expires_at', [Date.now() + 1, before])
      .orderBy('expires_at', 'desc')
      .orderBy('id');
    return new Map(
      rows.map(row => [row.subscription_id, toCredential(row)] as const),
    );
  }

  async countPasswords(
    subscriptionId: string,
    since: number,
    trx: Transaction,
  ): Promise<{ count: number; first: number }> {
    const row = await trx('credentials')
      .where({ subscription_id: subscriptionId, type: 'initial-access-token' })
      .where('created_at', '>', since)
      .count({ total: '*' })
      .min({ first: 'created_at' })
      .first();
    return { count: Number(row?.total ?? 0), first: Number(row?.first ?? 0) };
  }

  async countLive(
    { subscriptionId, type }: Pick<StoredCredential, 'subscriptionId' | 'type'>,
    trx: Transaction,
  ): Promise<number> {
    const [{ total }] = await trx('credentials')
      .where({ subscription_id: subscriptionId, type })
      .whereIn('state', ['issued', 'rotating'])
      .where(isNotOver)
      .count({ total: '*' });
    return Number(total);
  }

  async takeSecret(
    credential: StoredCredential,
    trx: Transaction,
  ): Promise<boolean> {
    const { id, subscriptionId, type } = credential;
    // Whoever tells gateways writes this row at the end: either sees the other.
    await trx('grants').where({ subscription_id: subscriptionId }).forUpdate();
    const taken = await trx('credentials')
      .where({ id, revealed_at: null })
      .whereNotNull('sealed_secret')
      .update({
        revealed_at: Date.now(),
        // Of passwords gateways know the hash only.
        ...(type === 'initial-access-token' && { sealed_secret: null }),
      });
    await destroySpent(trx, subscriptionId);
    return taken > 0;
  }

  async destroySpent(subscriptionId?: string): Promise<void> {
    await transaction(this.#knex, trx => destroySpent(trx, subscriptionId));
  }

  async revoke(
    credential: StoredCredential,
    reason: string | null,
    trx: Transaction,
  ): Promise<boolean> {
    const count = await revoke(trx, { id: credential.id }, reason);
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

function revoked(reason: string | null = null) {
  return {
    state: 'revoked',
    revoked_at: Date.now(),
    sealed_secret: null,
    reason,
  };
}

async function destroySpent(trx: Transaction, subscriptionId?: string) {
  const spent = trx('credentials')
    .whereNotNull('sealed_secret')
    .where(shown =>
      shown.whereNotNull('revealed_at').orWhereNotNull('replaced_at'),
    )
    .whereNotExists(waiting =>
      waiting
        .from('grants')
        .whereRaw('grants.subscription_id = credentials.subscription_id')
        .whereRaw('desired_revision > applied_revision'),
    );
  if (subscriptionId !== undefined) {
    spent.where({ subscription_id: subscriptionId });
  }
  await spent.update({ sealed_secret: null });
}

function isNotOver(query: Knex.QueryBuilder) {
  query.whereNull('expires_at').orWhere('expires_at', '>', Date.now());
}

/** Answers how many were not revoked before. */
async function revoke(
  trx: Transaction,
  which: Partial<Pick<Row, 'id' | 'subscription_id'>>,
  reason: string | null = null,
): Promise<number> {
  return trx('credentials')
    .where(which)
    .whereNot({ state: 'revoked' })
    .update(revoked(reason));
}

function fromCredential(credential: StoredCredential): Row {
  return {
    id: credential.id,
    subscription_id: credential.subscriptionId,
    type: credential.type,
    state: credential.state,
    name: credential.name,
    plan_id: credential.planId,
    prefix: credential.prefix,
    secret_hash: credential.secretHash,
    sealed_secret: credential.sealedSecret,
    created_at: credential.createdAt,
    revealed_at: credential.revealedAt,
    used_at: credential.usedAt,
    replaced_at: credential.replacedAt,
    expires_at: credential.expiresAt,
    valid_until: credential.validUntil,
    revoked_at: credential.revokedAt,
    reason: credential.reason,
  };
}

function toCredential(row: Row): StoredCredential {
  return {
    id: row.id,
    subscriptionId: row.subscription_id,
    type: row.type,
    state: row.state,
    name: row.name,
    planId: row.plan_id,
    prefix: row.prefix,
    secretHash: row.secret_hash,
    sealedSecret: row.sealed_secret,
    createdAt: toTime(row.created_at),
    revealedAt: toTime(row.revealed_at),
    usedAt: toTime(row.used_at),
    replacedAt: toTime(row.replaced_at),
    expiresAt: toTime(row.expires_at),
    validUntil: toTime(row.valid_until),
    revokedAt: toTime(row.revoked_at),
    reason: row.reason,
  };
}
