import type { Knex } from 'knex';

/** Which part of a list is wanted; an empty value (`?limit=`) counts as absent. `orderBy` is `<field>:asc|desc`, already checked against the API contract. */
export type PageRequest = { offset?: number; limit?: number; orderBy?: string };

export type Page<Item> = { items: Item[]; totalItems: number };

const DEFAULT_LIMIT = 20;

/**
 * Reads one page and the size of the whole list. `columns` maps the API's sort fields to columns; `idColumn`
 * breaks ties, so that pages never overlap.
 */
export async function readPage<Row>(
  query: Knex.QueryBuilder,
  request: PageRequest,
  order: {
    columns: Record<string, string>;
    default: string;
    idColumn: string;
    select: string;
  },
): Promise<Page<Row>> {
  const [field, direction] = (request.orderBy ?? order.default).split(':');
  const [{ total }] = await query.clone().count({ total: '*' });
  const items = await query
    .clone()
    .select(order.select)
    .orderBy(order.columns[field], direction)
    .orderBy(order.idColumn)
    .offset(Number(request.offset) || 0)
    .limit(Number(request.limit) || DEFAULT_LIMIT);
  return { items, totalItems: Number(total) };
}

/** Adds "one of the columns contains the words", regardless of case on every engine. */
export function whereContains(
  query: Knex.QueryBuilder,
  columns: string[],
  words: string,
) {
  const escaped = words
    .toLowerCase()
    .replace(/[!%_]/g, character => `!${character}`);
  query.where(either => {
    for (const column of columns) {
      either.orWhereRaw(`lower(??) like ? escape '!'`, [
        column,
        `%${escaped}%`,
      ]);
    }
  });
}

/** Counts rows by the value of a column; values without rows are absent. */
export async function countBy(
  query: Knex.QueryBuilder,
  column: string,
): Promise<Map<string, number>> {
  const rows: Array<{ key: string; total: string | number }> = await query
    .select({ key: column })
    .count({ total: '*' })
    .groupBy(column);
  return new Map(rows.map(row => [row.key, Number(row.total)]));
}
