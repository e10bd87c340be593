import type { RefusedRow } from '@oaf/backstage-plugin-api-management-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import { inChunks } from '../database/inChunks';
import { readJson } from '../database/json';
import { transaction } from '@oaf/backstage-plugin-api-management-node/database';
import { newColumns } from './accountRows';
import type {
  AcceptedRow,
  BatchProgress,
  BatchStore,
  StoredBatch,
} from './BatchStore';

/** So many rows one statement names; SQLite takes no more than some thousand values. */
const CHUNK = 100;

const refusedRows = z.array(z.looseObject({ row: z.number() }));

export class DatabaseBatchStore implements BatchStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async insert(batch: StoredBatch, rows: AcceptedRow[]): Promise<void> {
    await transaction(this.#knex, async trx => {
      for (const chunk of inChunks(rows, CHUNK)) {
        await trx('account_links')
          .insert(chunk.map(row => linkColumns(batch.id, row)))
          .onConflict('active_key')
          .ignore();
      }
      const inserted = new Set<string>(
        await trx('account_links').where({ batch_id: batch.id }).pluck('id'),
      );
      const late = rows.filter(({ id }) => !inserted.has(id)).map(linkedLate);
      await trx('account_link_batches').insert({
        id: batch.id,
        driver: batch.driver,
        partition: batch.partition,
        external_id: batch.externalId,
        refused_rows: JSON.stringify(
          [...batch.refusedRows, ...late].sort((a, b) => a.row - b.row),
        ),
        created_by: batch.createdBy,
        created_at: batch.createdAt,
      });
    });
  }

  async find(id: string): Promise<StoredBatch | undefined> {
    const row = await this.#knex('account_link_batches').where({ id }).first();
    return (
      row && {
        id: row.id,
        driver: row.driver,
        partition: row.partition,
        externalId: row.external_id,
        refusedRows:
          readJson<RefusedRow[]>(row.refused_rows, refusedRows) ?? [],
        createdBy: row.created_by,
        createdAt: Number(row.created_at),
      }
    );
  }

  async progress(id: string): Promise<BatchProgress> {
    const count = async (narrow: (links: Knex.QueryBuilder) => void) => {
      const links = this.#links(id);
      narrow(links);
      const [{ total }] = await links.count({ total: '*' });
      return Number(total);
    };
    // First, so that the counts of a batch that is through are its last ones.
    const verifying =
      (await count(links => links.whereNotNull('verify_requested_at'))) > 0;
    return {
      verifying,
      linkCount: await count(() => {}),
      verifiedCount: await count(links =>
        links.whereIn('state', ['verified', 'degraded']),
      ),
      failedCount: await count(links => links.where('verification', 'failed')),
    };
  }

  #links(batchId: string): Knex.QueryBuilder {
    return this.#knex('account_links')
      .where({ batch_id: batchId })
      .whereNot('state', 'unlinked');
  }
}

function linkColumns(batchId: string, row: AcceptedRow) {
  return {
    ...newColumns(row),
    batch_id: batchId,
    requested_regions:
      row.requestedRegions && JSON.stringify(row.requestedRegions),
  };
}

function linkedLate({ row, accountId }: AcceptedRow): RefusedRow {
  return { row, accountId, message: 'This account was linked meanwhile' };
}
