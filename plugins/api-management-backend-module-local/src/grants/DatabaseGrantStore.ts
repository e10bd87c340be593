import type { Grant } from '@oaf/contract';
import type { GrantActivity } from '@oaf/backstage-plugin-api-management-node';
import {
  transaction,
  type Transaction,
} from '@oaf/backstage-plugin-api-management-node/database';
import type { Knex } from 'knex';
import type { DatabaseCredentialUses } from './DatabaseCredentialUses';
import { endKeys, readKeyRows } from './clientKeyQueries';
import { readActivity, type ActivityRequest } from './activityQueries';
import { GRANTS, type GrantRow } from './rows';

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
    await transaction(this.#knex, trx =>
      supersede(trx, grant, toColumns(grant)),
    );
  }

  /** Forgets the grant and its keys; a tombstone stays, so that a late older grant is still ignored. */
  async remove(reference: GrantReference): Promise<void> {
    await transaction(this.#knex, async trx => {
      await supersede(trx, reference, toTombstone(reference, Date.now()));
      // The lock keeps an enrolment under a newer grant from losing its keys here.
      const row = await trx<GrantRow>(GRANTS)
        .where({ client_id: reference.clientId })
        .forUpdate()
        .first();
      if (row?.removed_at) {
        const keys = await readKeyRows(trx, row.client_id);
        const at = Number(row.removed_at);
        await endKeys(trx, keys, { at, by: 'removal' });
      }
    });
  }

  /** Forgets one key; answers the client that had it. */
  async revokeKey(
    subscriptionId: string,
    thumbprint: string,
  ): Promise<string | undefined> {
    return transaction(this.#knex, async trx => {
      const grant = await trx<GrantRow>(GRANTS)
        .where({ subscription_id: subscriptionId })
        .forUpdate()
        .first('client_id');
      const held = grant ? await readKeyRows(trx, grant.client_id) : [];
      const keys = held.filter(key => key.thumbprint === thumbprint);
      await endKeys(trx, keys, { at: Date.now(), by: 'revocation' });
      return keys.length > 0 ? grant!.client_id : undefined;
    });
  }

  /** Answers undefined when the subscription was never known. */
  async readActivity(
    request: ActivityRequest,
  ): Promise<GrantActivity | undefined> {
    return readActivity(this.#knex, this.#uses, request);
  }

  /** Drops tombstones that were set before the instant. */
  async purge(before: number): Promise<number> {
    return this.#knex(GRANTS).where('removed_at', '<', before).delete();
  }
}

/** Writes the columns when no newer grant is held. */
async function supersede(
  trx: Transaction,
  { clientId, revision }: GrantReference,
  columns: Partial<GrantRow>,
): Promise<void> {
  const update = () =>
    trx(GRANTS)
      .where({ client_id: clientId })
      .andWhere(whereSuperseded(revision))
      .update(columns);
  if ((await update()) === 0) {
    await trx(GRANTS)
      .insert({ client_id: clientId, ...columns })
      .onConflict('client_id')
      .ignore();
    // Either a newer grant is held, or another process inserted an older one just now.
    await update();
  }
}
