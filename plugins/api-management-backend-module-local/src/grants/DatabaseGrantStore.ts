import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import type { Grant } from '@oaf/contract';
import type { GrantActivity } from '@oaf/backstage-plugin-api-management-node';
import { transaction } from '@oaf/backstage-plugin-api-management-node/database';
import type { Knex } from 'knex';
import type { DatabaseCredentialUses } from './DatabaseCredentialUses';
import { deleteKeys, readKeyRows } from './clientKeyQueries';
import { CLIENT_KEYS, GRANTS, type ClientKeyRow, type GrantRow } from './rows';

type GrantReference = Pick<Grant, 'subscriptionId' | 'clientId' | 'revision'>;

/** A removal is final for its revision: only a higher one may bring the grant back. */
function whereSuperseded(revision: number) {
  return (query: Knex.QueryBuilder) =>
    query
      .where('revision', '<', revision)
      .orWhere(same => same.where({ revision }).whereNull('removed_at'));
}

function toColumns(grant: Grant) {
  return {
    subscription_id: grant.subscriptionId,
    revision: grant.revision,
    document: JSON.stringify(grant),
    enrolment_token_hash: grant.enrolment?.tokenHash ?? null,
    enrolment_expires_at: grant.enrolment?.expiresAt ?? null,
    removed_at: null,
  };
}

function toTombstone(
  { subscriptionId, revision }: GrantReference,
  now: number,
) {
  return {
    subscription_id: subscriptionId,
    revision,
    document: null,
    enrolment_token_hash: null,
    enrolment_expires_at: null,
    enrolled_at: null,
    registration_token_hash: null,
    removed_at: now,
  };
}

/** The grants that the embedded gateway holds. Every write is safe to repeat and judges revisions by itself. */
export class DatabaseGrantStore {
  readonly #knex: Knex;
  readonly #uses: DatabaseCredentialUses;

  constructor(knex: Knex, uses: DatabaseCredentialUses) {
    this.#knex = knex;
    this.#uses = uses;
  }

  /** Stores the grant unless a newer one is held. The keys and the spent initial access token stay as they are. */
  async apply(grant: Grant): Promise<void> {
    await this.#supersede(grant, toColumns(grant));
  }

  /** Forgets the grant and its keys; a tombstone stays, so that a late older grant is still ignored. */
  async remove(reference: GrantReference): Promise<void> {
    await this.#supersede(reference, toTombstone(reference, Date.now()));
    await transaction(this.#knex, async trx => {
      // The lock keeps an enrolment under a newer grant from losing its keys here.
      const row = await trx<GrantRow>(GRANTS)
        .where({ client_id: reference.clientId })
        .forUpdate()
        .first();
      if (row?.removed_at) {
        const keys = await readKeyRows(trx, row.client_id);
        await deleteKeys(
          trx,
          keys.map(key => key.thumbprint),
        );
      }
    });
  }

  /** Forgets one key; answers the client that had it. */
  async revokeKey(
    subscriptionId: string,
    thumbprint: string,
  ): Promise<string | undefined> {
    const row = await this.#knex<GrantRow>(GRANTS)
      .where({ subscription_id: subscriptionId })
      .first('client_id');
    const revoked =
      row &&
      (await this.#knex<ClientKeyRow>(CLIENT_KEYS)
        .where({ client_id: row.client_id, thumbprint })
        .delete());
    return revoked ? row.client_id : undefined;
  }

  /** Answers undefined when the subscription is not known. */
  async readActivity(
    subscriptionId: string,
  ): Promise<GrantActivity | undefined> {
    const row = await this.#knex<GrantRow>(GRANTS)
      .where({ subscription_id: subscriptionId })
      .whereNull('removed_at')
      .first();
    if (!row) {
      return undefined;
    }
    const grant: Grant = JSON.parse(row.document!);
    return {
      enrolledAt: row.enrolled_at === null ? null : Number(row.enrolled_at),
      clientKeys: await this.#readKeyActivity(grant.clientId),
      apiKeys: await this.#readApiKeyActivity(grant),
    };
  }

  /** Drops tombstones that were set before the instant. */
  async purge(before: number): Promise<number> {
    return this.#knex(GRANTS).where('removed_at', '<', before).delete();
  }

  /** Writes the columns when no newer grant is held. */
  async #supersede(
    { clientId, revision }: GrantReference,
    columns: Partial<GrantRow>,
  ): Promise<void> {
    const update = () =>
      this.#knex(GRANTS)
        .where({ client_id: clientId })
        .andWhere(whereSuperseded(revision))
        .update(columns);
    if ((await update()) > 0) {
      return;
    }
    try {
      await this.#knex(GRANTS).insert({ client_id: clientId, ...columns });
    } catch (error) {
      if (!isDatabaseConflictError(error)) {
        throw error;
      }
      // Either a newer grant is held, or another process inserted an older one just now.
      await update();
    }
  }

  async #readKeyActivity(clientId: string) {
    const rows = await this.#knex<ClientKeyRow>(CLIENT_KEYS).where({
      client_id: clientId,
    });
    const lastUsed = await this.#uses.read(
      'client-key',
      rows.map(row => row.thumbprint),
    );
    return rows.map(row => ({
      thumbprint: row.thumbprint,
      registeredAt: Number(row.registered_at),
      lastUsedAt: lastUsed.get(row.thumbprint) ?? null,
    }));
  }

  async #readApiKeyActivity(grant: Grant) {
    const lastUsed = await this.#uses.read(
      'api-key',
      grant.apiKeys.map(key => key.credentialId),
    );
    return [...lastUsed].map(([credentialId, lastUsedAt]) => ({
      credentialId,
      lastUsedAt,
    }));
  }
}
