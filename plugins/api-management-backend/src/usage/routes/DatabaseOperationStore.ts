import type { Knex } from 'knex';
import { z } from 'zod';
import { inChunks } from '../../database/inChunks';
import { readJson } from '../../database/json';
import type {
  CalledApi,
  Operations,
  OperationStore,
  ReadOperations,
} from './OperationStore';

const shape = z.array(z.object({ method: z.string(), path: z.string() }));

const CHUNK = 200;

export class DatabaseOperationStore implements OperationStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async listApis(source: string): Promise<CalledApi[]> {
    const called = new Set<string>([
      ...(await this.#knex('api_product_gateway_apis')
        .distinct()
        .pluck('gateway_api_id')),
      ...(await this.#knex('usage_records').distinct().pluck('gateway_api_id')),
    ]);
    const rows = await this.#knex('gateway_apis')
      .join('account_links', 'account_links.id', 'gateway_apis.account_link_id')
      .where('account_links.driver', source)
      .select('gateway_apis.*');
    return rows.map(row => ({
      id: row.id,
      accountId: row.account_id,
      region: row.region,
      apiId: row.api_id,
      stage: row.stage,
      definitionHash: called.has(row.id) ? row.definition_hash : null,
    }));
  }

  async listOffered(source: string) {
    const rows = await this.#knex('gateway_apis')
      .join('account_links', 'account_links.id', 'gateway_apis.account_link_id')
      .join(
        'api_product_gateway_apis',
        'api_product_gateway_apis.gateway_api_id',
        'gateway_apis.id',
      )
      .where('account_links.driver', source)
      .whereNull('gateway_apis.removed_at')
      .select('gateway_apis.*', 'api_product_gateway_apis.product_id');
    return rows.map(row => ({
      accountId: row.account_id,
      region: row.region,
      apiId: row.api_id,
      stage: row.stage,
      productId: row.product_id,
    }));
  }

  async find(hashes: string[], triedAfter: number) {
    const found = new Map<string, ReadOperations>();
    for (const chunk of inChunks(hashes, CHUNK)) {
      const rows = await this.#knex('api_operations')
        .whereIn('definition_hash', chunk)
        .where(known =>
          known.whereNull('problem').orWhere('read_at', '>', triedAfter),
        );
      for (const { definition_hash: hash, operations, problem } of rows) {
        const read = readJson<Operations>(operations, shape);
        if (read) {
          found.set(hash, { operations: read, problem });
        }
      }
    }
    return found;
  }

  async save(
    hash: string,
    { operations, problem }: ReadOperations,
    now: number,
  ) {
    await this.#knex('api_operations')
      .insert({
        definition_hash: hash,
        operations: JSON.stringify(operations),
        problem,
        read_at: now,
      })
      .onConflict('definition_hash')
      .merge();
  }

  async purge(): Promise<void> {
    await this.#knex('api_operations')
      .whereNotIn('definition_hash', hashes =>
        hashes
          .select('definition_hash')
          .from('gateway_apis')
          .whereNotNull('definition_hash'),
      )
      .delete();
  }
}
