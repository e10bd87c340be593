import { randomUUID } from 'node:crypto';
import type { GatewayApiProtocol } from '@oaf/backstage-plugin-api-management-common';
import type { ApiDefinition } from '@oaf/backstage-plugin-api-management-node';
import type { Knex } from 'knex';
import { readPage, whereContains } from '../database/page';
import type { Page, PageRequest } from '../database/page';
import { toTime } from '../database/time';
import type {
  GatewayApiChange,
  GatewayApiFilter,
  GatewayApiKey,
  GatewayApiStore,
  ImportedGatewayApi,
  StoredGatewayApi,
} from './GatewayApiStore';

type Row = {
  id: string;
  account_link_id: string;
  account_id: string;
  region: string;
  api_id: string;
  stage: string;
  name: string;
  title: string;
  description: string | null;
  api_version: string | null;
  protocol: GatewayApiProtocol;
  invoke_url: string;
  console_url: string | null;
  tags: string;
  owner: string;
  import_error: string | null;
  imported_at: number | string;
  changed_at: number | string;
  removed_at: number | string | null;
  change_number: number | string;
  content_hash: string;
  definition_format: ApiDefinition['format'];
  definition: string;
};

/** The counter that numbers changes. */
const CHANGES = 'gateway-api-changes';

const order = {
  columns: {
    title: 'gateway_apis.title',
    importedAt: 'gateway_apis.imported_at',
  },
  default: 'title:asc',
  idColumn: 'gateway_apis.id',
  select: 'gateway_apis.*',
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
    const query = this.#knex('gateway_apis').whereNull('removed_at');
    narrow(query, filter);
    const rows = await readPage<Row>(query, page, order);
    return { ...rows, items: rows.items.map(toGatewayApi) };
  }

  async findByIds(ids: string[]): Promise<StoredGatewayApi[]> {
    const rows: Row[] = await this.#knex('gateway_apis').whereIn('id', ids);
    return rows.map(toGatewayApi);
  }

  async findByKeys(
    keys: Array<{
      accountId: string;
      region: string;
      apiId: string;
      stage: string;
    }>,
  ): Promise<StoredGatewayApi[]> {
    const rows: Row[] = await this.#knex('gateway_apis').whereIn(
      'api_id',
      keys.map(key => key.apiId),
    );
    return rows.map(toGatewayApi);
  }

  async readDefinition(id: string): Promise<ApiDefinition | undefined> {
    const row: Row | undefined = await this.#knex('gateway_apis')
      .where({ id })
      .first();
    return row && { format: row.definition_format, text: row.definition };
  }

  async fingerprints(
    accountLinkId: string,
    region: string,
  ): Promise<Map<string, string>> {
    const rows: Array<{ api_id: string; stage: string; fingerprint: string }> =
      await this.#knex('gateway_apis')
        .where({ account_link_id: accountLinkId, region })
        .whereNull('removed_at')
        .select('api_id', 'stage', 'fingerprint');
    return new Map(
      rows.map(row => [`${row.api_id}/${row.stage}`, row.fingerprint]),
    );
  }

  async save(api: ImportedGatewayApi): Promise<void> {
    await this.#knex.transaction(async trx => {
      const known: Row | undefined = await trx('gateway_apis')
        .where(keyColumns(api))
        .first();
      if (
        known &&
        known.content_hash === api.contentHash &&
        known.removed_at === null
      ) {
        await trx('gateway_apis').where({ id: known.id }).update({
          fingerprint: api.fingerprint,
          imported_at: Date.now(),
          import_error: null,
        });
        return;
      }
      const columns = {
        ...toColumns(api),
        change_number: await nextChangeNumber(trx),
      };
      await (known
        ? trx('gateway_apis').where({ id: known.id }).update(columns)
        : trx('gateway_apis').insert({ id: randomUUID(), ...columns }));
    });
  }

  async touch(key: GatewayApiKey): Promise<void> {
    await this.#knex('gateway_apis')
      .where(keyColumns(key))
      .update({ imported_at: Date.now(), import_error: null });
  }

  async removeUnseen(
    accountLinkId: string,
    region: string,
    since: number,
  ): Promise<void> {
    await this.#knex.transaction(async trx => {
      const unseen: Row[] = await trx('gateway_apis')
        .where({ account_link_id: accountLinkId, region })
        .whereNull('removed_at')
        .where('imported_at', '<', since);
      for (const { id } of unseen) {
        await trx('gateway_apis')
          .where({ id })
          .update({
            removed_at: Date.now(),
            change_number: await nextChangeNumber(trx),
          });
      }
    });
  }

  async lastChangeNumber(): Promise<number> {
    const { value } = await this.#knex('counters')
      .where({ name: CHANGES })
      .first('value');
    return Number(value);
  }

  async changesSince(
    changeNumber: number,
    limit: number,
  ): Promise<GatewayApiChange[]> {
    const rows: Row[] = await this.#knex('gateway_apis')
      .where('change_number', '>', changeNumber)
      .orderBy('change_number')
      .limit(limit);
    return rows.map(row => ({
      api: toGatewayApi(row),
      definition: { format: row.definition_format, text: row.definition },
      removed: row.removed_at !== null,
      changeNumber: Number(row.change_number),
    }));
  }
}

/**
 * The row lock of the counter is held until the transaction ends, so numbers become visible in their order and a
 * reader's cursor never skips one.
 */
async function nextChangeNumber(trx: Knex): Promise<number> {
  const counter = trx('counters').where({ name: CHANGES });
  await counter.clone().increment('value', 1);
  const { value } = await counter.clone().first('value');
  return Number(value);
}

function narrow(query: Knex.QueryBuilder, filter: GatewayApiFilter) {
  if (filter.search) {
    whereContains(
      query,
      ['gateway_apis.title', 'gateway_apis.description'],
      filter.search,
    );
  }
  if (filter.accountLinkId) {
    query.where('gateway_apis.account_link_id', filter.accountLinkId);
  }
  if (filter.protocol) {
    query.where('gateway_apis.protocol', filter.protocol);
  }
  if (filter.entityName) {
    query.where('gateway_apis.name', filter.entityName);
  }
  if (filter.published !== undefined) {
    const published = (inner: Knex.QueryBuilder) =>
      inner.select('gateway_api_id').from('api_product_gateway_apis');
    query[filter.published ? 'whereIn' : 'whereNotIn'](
      'gateway_apis.id',
      published,
    );
  }
}

function keyColumns(key: GatewayApiKey) {
  return {
    account_link_id: key.accountLinkId,
    region: key.region,
    api_id: key.apiId,
    stage: key.stage,
  };
}

function toColumns(api: ImportedGatewayApi) {
  const now = Date.now();
  return {
    ...keyColumns(api),
    account_id: api.accountId,
    name: api.name,
    title: api.title,
    description: api.description,
    api_version: api.apiVersion,
    protocol: api.protocol,
    invoke_url: api.invokeUrl,
    console_url: api.consoleUrl,
    tags: JSON.stringify(api.tags),
    owner: api.owner,
    fingerprint: api.fingerprint,
    content_hash: api.contentHash,
    definition_format: api.definition.format,
    definition: api.definition.text,
    import_error: null,
    imported_at: now,
    changed_at: now,
    removed_at: null,
  };
}

function toGatewayApi(row: Row): StoredGatewayApi {
  return {
    id: row.id,
    accountLinkId: row.account_link_id,
    accountId: row.account_id,
    region: row.region,
    apiId: row.api_id,
    stage: row.stage,
    name: row.name,
    title: row.title,
    description: row.description,
    apiVersion: row.api_version,
    protocol: row.protocol,
    invokeUrl: row.invoke_url,
    consoleUrl: row.console_url,
    tags: JSON.parse(row.tags),
    owner: row.owner,
    importError: row.import_error,
    importedAt: toTime(row.imported_at),
    changedAt: toTime(row.changed_at),
    removedAt: toTime(row.removed_at),
  };
}
