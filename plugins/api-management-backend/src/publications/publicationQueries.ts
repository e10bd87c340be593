import type { Knex } from 'knex';
import type { StoredPublication } from './PublicationStore';
import { type PublicationRow, toPublication } from './publicationRows';

/** What products offer at deployed gateways. */
export async function readPublications(
  knex: Knex,
  productIds: string[],
): Promise<StoredPublication[]> {
  const rows: PublicationRow[] = await knex('publications')
    .whereIn('product_id', productIds)
    .orderBy('id');
  return rows.map(toPublication);
}
