import type { Knex } from 'knex';
import type { StoredPublication } from './PublicationStore';
import { type PublicationRow, toPublication } from './publicationRows';

/** What products offer at deployed gateways. Default: all of them. */
export async function readPublications(
  knex: Knex,
  productIds?: string[],
): Promise<StoredPublication[]> {
  const query = knex('publications').orderBy('id');
  if (productIds) {
    query.whereIn('product_id', productIds);
  }
  const rows: PublicationRow[] = await query;
  return rows.map(toPublication);
}
