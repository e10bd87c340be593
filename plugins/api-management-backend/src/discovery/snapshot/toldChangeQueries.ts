import type { Knex } from 'knex';
import { idOf } from './snapshotRows';
import type { ImportedApi } from './SnapshotStore';

type StoredDefinition = {
  id: string;
  definition_hash: string;
  last_definition_change_id: string | null;
};

/**
 * Leaves out changes of definitions that another import stored meanwhile: a sweep, and somebody who asked for one API.
 * Locks the rows of the others until the transaction ends, so that nobody stores the same change beside it.
 */
export async function withoutToldChanges(
  trx: Knex.Transaction,
  apis: ImportedApi[],
): Promise<ImportedApi[]> {
  const changed = apis.filter(api => api.definition?.change);
  if (changed.length === 0) {
    return apis;
  }
  const rows: StoredDefinition[] = await trx('gateway_apis')
    .whereIn('id', changed.map(idOf))
    .orderBy('id')
    .forUpdate()
    .select('id', 'definition_hash', 'last_definition_change_id');
  const stored = new Map(rows.map(row => [row.id, row]));
  return apis.map(api => withoutToldChange(api, stored));
}

function withoutToldChange(
  api: ImportedApi,
  stored: Map<string, StoredDefinition>,
): ImportedApi {
  const { known, definition } = api;
  if (!known || !definition?.change) {
    return api;
  }
  const { id } = known;
  const before = stored.get(id);
  if (before?.definition_hash !== definition.hash) {
    stored.set(id, {
      id,
      definition_hash: definition.hash,
      last_definition_change_id: definition.change.id,
    });
    return api;
  }
  const { last_definition_change_id: lastDefinitionChangeId } = before;
  return {
    ...api,
    known: { ...known, lastDefinitionChangeId },
    definition: { ...definition, change: undefined },
  };
}
