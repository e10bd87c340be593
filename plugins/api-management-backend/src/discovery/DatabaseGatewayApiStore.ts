import { definitionLimits } from '@oaf/backstage-plugin-api-management-common';
import type { FacetValue } from '@oaf/backstage-plugin-api-management-common';
import type { Knex } from 'knex';
import { countByValue } from '../database/facets';
import { readPage } from '../database/page';
import type { Page, PageRequest } from '../database/page';
import { lastChangeNumber } from './changeQueries';
import {
  joinedApis,
  joinedColumns,
  toDefinitionChange,
  toGatewayApi,
} from './gatewayApiRows';
import type { DefinitionChangeRow, JoinedRow } from './gatewayApiRows';
import type {
  GatewayApiChange,
  GatewayApiFilter,
  GatewayApiKey,
  GatewayApiStore,
  StoredDefinition,
  StoredDefinitionChange,
  StoredGatewayApi,
} from './GatewayApiStore';
import { decompressText } from './snapshot/compressedText';
import { narrowByDriver, narrowGatewayApis } from './gatewayApiQueries';

/** Definitions of one answer take about so many characters, and are read so many at a time. */
const CHANGES_SIZE = 8 * 1024 * 1024;
const CHANGES_CHUNK = 10;

const order = {
  columns: {
    title: 'gateway_apis.title',
    importedAt: 'account_regions.synced_at',
  },
  default: 'title:asc',
  idColumn: 'gateway_apis.id',
  select: joinedColumns,
};

const changeOrder = {
  columns: { changedAt: 'changed_at' },
  default: 'changedAt:desc',
  idColumn: 'id',
  select: '*',
};

export class DatabaseGatewayApiStore implements GatewayApiStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async list(
    filter: GatewayApiFilter,
    page: PageRequest,
  ): Promise<Page<StoredGatewayApi>> {
    const query = joinedApis(this.#knex).whereNull('gateway_apis.removed_at');
    narrowGatewayApis(query, filter);
    const rows = await readPage<JoinedRow>(query, page, order);
    return { ...rows, items: rows.items.map(toGatewayApi) };
  }

  async countByRegion(): Promise<FacetValue[]> {
    const present = this.#knex('gateway_apis').whereNull('removed_at');
    return countByValue(present, 'region');
  }

  async findByIds(ids: string[]): Promise<StoredGatewayApi[]> {
    const rows = await this.#rows().whereIn('gateway_apis.id', ids);
    return rows.map(toGatewayApi);
  }

  async findByKeys(
    driver: string,
    keys: GatewayApiKey[],
  ): Promise<StoredGatewayApi[]> {
    const query = this.#rows().whereIn('gateway_apis.api_id', [
      ...new Set(keys.map(key => key.apiId)),
    ]);
    narrowByDriver(query, [driver]);
    const rows = await query;
    return rows.map(toGatewayApi);
  }

  async readDefinition(id: string): Promise<StoredDefinition | undefined> {
    const row = await this.#knex('gateway_api_definitions')
      .join('gateway_apis', 'gateway_apis.id', 'gateway_api_id')
      .where({ gateway_api_id: id })
      .first('definition_format', 'definition_hash', 'zstd');
    return (
      row && {
        format: row.definition_format,
        hash: row.definition_hash,
        zstd: row.zstd,
      }
    );
  }

  async readOutline(id: string): Promise<Uint8Array | undefined> {
    const row = await this.#knex('gateway_api_definitions')
      .where({ gateway_api_id: id })
      .first('outline_zstd');
    return row?.outline_zstd ?? undefined;
  }

  async listDefinitionChanges(
    id: string,
    page: PageRequest,
  ): Promise<Page<StoredDefinitionChange>> {
    const query = this.#knex('definition_changes').where({
      gateway_api_id: id,
    });
    const rows = await readPage<DefinitionChangeRow>(query, page, changeOrder);
    return { ...rows, items: rows.items.map(toDefinitionChange) };
  }

  async lastChangeNumber(): Promise<number> {
    return lastChangeNumber(this.#knex);
  }

  async changesSince(changeNumber: number, limit: number) {
    const rows = await this.#rows()
      .where('change_number', '>', changeNumber)
      .orderBy('change_number')
      .limit(limit);
    const changes: GatewayApiChange[] = [];
    let size = 0;
    while (changes.length < rows.length && size < CHANGES_SIZE) {
      const next = rows.slice(changes.length, changes.length + CHANGES_CHUNK);
      const texts = await this.#definitionTexts(next.filter(fitsCatalog));
      changes.push(...next.map(row => toChange(row, texts.get(row.id))));
      for (const text of texts.values()) {
        size += text.length;
      }
    }
    const more = rows.length === limit || changes.length < rows.length;
    return { changes, more };
  }

  async #definitionTexts(apis: JoinedRow[]): Promise<Map<string, string>> {
    const rows: Array<{ gateway_api_id: string; zstd: Buffer }> =
      await this.#knex('gateway_api_definitions')
        .whereIn(
          'gateway_api_id',
          apis.map(({ id }) => id),
        )
        .select('gateway_api_id', 'zstd');
    const texts = await Promise.all(
      rows.map(({ zstd }) => decompressText(zstd)),
    );
    return new Map(
      rows.map((row, index) => [row.gateway_api_id, texts[index]]),
    );
  }

  #rows(): Knex.QueryBuilder<any, JoinedRow[]> {
    return joinedApis(this.#knex).select(joinedColumns);
  }
}

function fitsCatalog({ definition_bytes: bytes }: JoinedRow): boolean {
  return bytes === null || bytes <= definitionLimits.catalog;
}

function toChange(row: JoinedRow, text?: string): GatewayApiChange {
  return {
    api: toGatewayApi(row),
    definition: { format: row.definition_format, text },
    removed: row.removed_at !== null,
    changeNumber: Number(row.change_number),
  };
}
