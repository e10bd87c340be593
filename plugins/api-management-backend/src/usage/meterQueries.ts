import {
  eachMeter,
  meterColumns,
  meterNames,
  type Meters,
} from '@oaf/contract';
import type { Knex } from 'knex';

/** Adds the sum of every meter under the meter's name. A further meter needs a migration that adds its column. */
export function selectMeters(query: Knex.QueryBuilder): Knex.QueryBuilder {
  for (const meter of meterNames) {
    query.sum({ [meter]: `usage_records.${meterColumns[meter]}` });
  }
  return query;
}

/** What {@link selectMeters} found; PostgreSQL and MySQL answer sums as text. */
export function toMeters(row: Record<string, unknown>): Meters {
  return eachMeter(meter => Number(row[meter]));
}

/** Columns are whole numbers, while a gateway may measure fractions of milliseconds. */
export function fromMeters(meters: Meters): Record<string, number> {
  return Object.fromEntries(
    meterNames.map(meter => [meterColumns[meter], Math.round(meters[meter])]),
  );
}
