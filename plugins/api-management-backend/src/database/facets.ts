import type { FacetValue } from '@oaf/backstage-plugin-api-management-common';
import type { Knex } from 'knex';

/** A menu with more choices than this is of no use; whoever looks for one beyond them searches. */
const MAX_VALUES = 1000;

/** How many rows of the query have each value of the column, in the order of the values. */
export async function countByValue(
  query: Knex.QueryBuilder,
  column: string,
): Promise<FacetValue[]> {
  const rows: Array<{ value: string; count: number | string }> = await query
    .select(`${column} as value`)
    .count({ count: '*' })
    .groupBy(column)
    .orderBy(column)
    .limit(MAX_VALUES);
  return rows.map(({ value, count }) => ({ value, count: Number(count) }));
}
