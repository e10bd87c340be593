import type { Knex } from 'knex';
import { transaction } from '@oaf/backstage-plugin-api-management-node/database';
import { removeGatewayApis, reserveChangeNumbers } from '../changeQueries';
import type { GatewayApiRow } from '../gatewayApiRows';
import { decompressText } from './compressedText';
import { idOf, isVisible, toChangeRow, toKnown, toRow } from './snapshotRows';
import { apiKey } from './SnapshotStore';
import { withoutToldChanges } from './toldChangeQueries';
import type { ImportedApi, KnownApi, SnapshotStore } from './SnapshotStore';

/** What an import compares; never the whole row, for sweeps read it of every API. */
const comparedColumns: Array<keyof GatewayApiRow> = [
  'id',
  'api_id',
  'stage',
  'name',
  'namespace',
  'owner',
  'system',
  'lifecycle',
  'fingerprint',
  'metadata_hash',
  'definition_hash',
  'definition_format',
  'definition_note',
  'definition_bytes',
  'operation_count',
  'last_definition_change_id',
  'import_error',
  'changed_at',
  'removed_at',
];

export class DatabaseSnapshotStore implements SnapshotStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async known(
    accountId: string,
    region: string,
    apiId?: string,
  ): Promise<Map<string, KnownApi>> {
    const rows: GatewayApiRow[] = await this.#knex('gateway_apis')
      .where({
        account_id: accountId,
        region,
        ...(apiId !== undefined && { api_id: apiId }),
      })
      .select(comparedColumns);
    return new Map(
      rows.map(row => [
        apiKey({ apiId: row.api_id, stage: row.stage }),
        toKnown(row),
      ]),
    );
  }

  async save(found: ImportedApi[]): Promise<void> {
    await transaction(this.#knex, async trx => {
      const apis = await withoutToldChanges(trx, found);
      const visible = apis.filter(isVisible);
      await saveDefinitions(trx, apis);
      for (const api of apis.filter(one => !isVisible(one))) {
        await noteFingerprint(trx, api);
      }
      if (visible.length > 0) {
        const first = await reserveChangeNumbers(trx, visible.length);
        await trx('gateway_apis')
          .insert(visible.map((api, index) => toRow(api, first + index)))
          .onConflict('id')
          .merge();
      }
    });
  }

  async noteProblem(known: KnownApi, problem: string): Promise<void> {
    if (known.importError === problem) {
      return;
    }
    await transaction(this.#knex, async trx => {
      const change_number = await reserveChangeNumbers(trx, 1);
      await trx('gateway_apis')
        .where({ id: known.id })
        .whereNull('removed_at')
        .update({ import_error: problem, change_number });
    });
  }

  async remove(ids: string[]): Promise<void> {
    await transaction(this.#knex, trx =>
      removeGatewayApis(trx, query => query.whereIn('id', ids)),
    );
  }

  async removeOrphans(): Promise<void> {
    await transaction(this.#knex, trx =>
      removeGatewayApis(trx, query =>
        query.whereNotExists(
          trx('account_regions').where({
            'account_regions.account_link_id': trx.ref(
              'gateway_apis.account_link_id',
            ),
            'account_regions.region': trx.ref('gateway_apis.region'),
          }),
        ),
      ),
    );
  }

  async touch(accountId: string, region: string, apiId: string): Promise<void> {
    await this.#knex('gateway_apis')
      .where({ account_id: accountId, region, api_id: apiId })
      .whereNull('removed_at')
      .update({ imported_at: Date.now() });
  }

  async readDefinition(id: string): Promise<string | undefined> {
    const row = await this.#knex('gateway_api_definitions')
      .where({ gateway_api_id: id })
      .first('zstd');
    return row && decompressText(row.zstd);
  }
}

async function saveDefinitions(trx: Knex.Transaction, apis: ImportedApi[]) {
  const texts = apis.flatMap(api =>
    api.definition
      ? [
          {
            gateway_api_id: idOf(api),
            zstd: api.definition.compressed,
            outline_zstd: toBuffer(api.definition.outline),
          },
        ]
      : [],
  );
  if (texts.length > 0) {
    await trx('gateway_api_definitions')
      .insert(texts)
      .onConflict('gateway_api_id')
      .merge();
  }
  const changes = apis.flatMap(api =>
    api.definition?.change ? [toChangeRow(api, api.definition.change)] : [],
  );
  if (changes.length > 0) {
    await trx('definition_changes').insert(changes);
  }
}

/** Threads answer plain byte arrays, which drivers of databases do not take. */
function toBuffer(bytes: Uint8Array | undefined): Buffer | null {
  return bytes
    ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : null;
}

/** Nothing else of it differs; a whole row might undo what another import saved meanwhile. */
async function noteFingerprint(trx: Knex.Transaction, api: ImportedApi) {
  await trx('gateway_apis')
    .where({ id: idOf(api) })
    .update({ fingerprint: api.fingerprint, imported_at: Date.now() });
}
