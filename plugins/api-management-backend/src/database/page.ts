import { InputError } from '@backstage/errors';
import type { Knex } from 'knex';

/** Which part of a list is wanted; an empty value (`?limit=`) counts as absent. `orderBy` is `<field>:asc|desc`, already checked against the API contract. */
export type PageRequest = { offset?: number; limit?: number; orderBy?: string };

export type Page<Item> = { items: Item[]; totalItems: number };

const DEFAULT_LIMIT = 20;

/**
 * The part of a list that a request means, as whole numbers.
 *
 * @throws InputError on `1e400` and the like: it is infinite, which the contract's maximum does not catch
 */
export function rangeOf(request: PageRequest, defaultLimit = DEFAULT_LIMIT) {
  return {
    offset: wholeNumber('offset', request.offset, 0),
    limit: wholeNumber('limit', request.limit, defaultLimit),
  };
}

function wholeNumber(
  name: string,
  value: number | undefined,
  fallback: number,
): number {
  const number = Number(value) || fallback;
  if (!Number.isSafeInteger(number)) {
    throw new InputError(`request/query/${name} must be a whole number`);
  }
  return number;
}

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
    select: string | string[];
  },
): Promise<Page<Row>> {
  const [field, direction] = (request.orderBy ?? order.default).split(':');
  const { offset, limit } = rangeOf(request);
  const [{ total }] = await query.clone().count({ total: '*' });
  const items = await query
    .clone()
    .select(order.select)
    .orderBy(order.columns[field], direction)
    .orderBy(order.idColumn)
    .offset(offset)
    .limit(limit);
  return { items, totalItems: Number(total) };
}

/** Adds "one of the columns contains the words", regardless of case on every engine; no words narrow nothing. */
export function whereContains(
  query: Knex.QueryBuilder,
  columns: string[],
  words: string,
) {
  if (!words.trim()) {
    return;
  }
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
