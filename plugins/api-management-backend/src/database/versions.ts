import { ConflictError } from '@backstage/errors';
import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';

/** A row as somebody saw it. */
export type SeenRow = { id: string; version: number };

/**
 * Keeps a row as it was seen until the transaction ends: `share` lets others do the same, `change` nobody.
 *
 * @throws ConflictError when it changed since it was seen, or is gone
 */
export async function holdVersion(
  trx: Transaction,
  table: string,
  seen: SeenRow,
  { lock, what }: { lock: 'share' | 'change'; what: string },
): Promise<void> {
  const query = trx(table).where({ id: seen.id });
  const row = await (lock === 'share'
    ? query.forShare()
    : query.forUpdate()
  ).first('version');
  if (row?.version !== seen.version) {
    throw new ConflictError(
      `${what} was changed by somebody else; reload it and try again`,
    );
  }
}
