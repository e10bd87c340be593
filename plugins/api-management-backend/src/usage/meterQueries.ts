import {
  eachMeter,
  meterColumns,
  meterNames,
  type Meters,
} from '@oaf/contract';
import type { Knex } from 'knex';

/**
 * Adds the sum of every meter of a table under the meter's name. A further meter needs a migration that adds its column.
 */
export function selectMeters(
  query: Knex.QueryBuilder,
  table: string,
): Knex.QueryBuilder {
  for (const meter of meterNames) {
    query.sum({ [meter]: `${table}.${meterColumns[meter]}` });
  }
  return query;
}

/** What {@link selectMeters} found; PostgreSQL and MySQL answer sums as text. */
export function toMeters(row: Record<string, unknown>): Meters {
  return eachMeter(meter => Number(row[meter]));
}

/** The columns of one row. */
export function metersOfRow(row: Record<string, unknown>): Meters {
  return eachMeter(meter => Number(row[meterColumns[meter]]));
}

/** Columns are whole numbers, while a gateway may measure fractions of milliseconds. */
export function fromMeters(meters: Meters): Record<string, number> {
  return Object.fromEntries(
    meterNames.map(meter => [meterColumns[meter], Math.round(meters[meter])]),
  );
}
