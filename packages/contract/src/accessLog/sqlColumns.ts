import { columns, toSnakeCase, type Column } from './columns';
import { recordColumns, type AccessLogRecord } from './AccessLogRecord';
import { REFUSALS } from './refusals';

type Table = Record<string, Column>;

const types = { text: 'varchar', integer: 'bigint', number: 'double' };

/** Columns of records as DuckDB and Trino type them, by name. */
export function typedColumns(table: Table = columns): Record<string, string> {
  return Object.fromEntries(
    recordColumns(table).map(([name, { type }]) => [
      toSnakeCase(name),
      types[type],
    ]),
  );
}

const present = (column: string) => `nullif(nullif(${column}, '-'), '')`;

function toTerm([name, { type }]: [string, Column]): string {
  const column = toSnakeCase(name);
  const value = present(column);
  return type === 'text' ? value : `try_cast(${value} as ${types[type]})`;
}

const refusal = () => {
  const cases = Object.entries(REFUSALS).map(
    ([type, error]) => `when '${type}' then '${error}'`,
  );
  return `coalesce(${present('error')}, case response_type ${cases.join(
    ' ',
  )} end)`;
};

/**
 * The select list that makes records of lines that are all text, as {@link readAccessLogLine} does, for DuckDB and Trino.
 * What is no number becomes null; {@link problemSql} tells.
 */
export function fromTextSql(table: Table = columns): string {
  return recordColumns(table)
    .map(column => {
      const name = toSnakeCase(column[0]);
      const term = name === 'error' ? refusal() : toTerm(column);
      return `${term} as ${name}`;
    })
    .join(', ');
}

const checks: Record<Column['type'], (value: string) => string> = {
  text: () => '',
  // What is cut or rounded to a whole number is none.
  integer: value =>
    `coalesce(cast(try_cast(${value} as bigint) as varchar), '') <> ${value}`,
  // NaN and infinity are in no range.
  number: value =>
    `${value} is not null and coalesce(try_cast(${value} as double) not between -1e300 and 1e300, true)`,
};

function problemOf([name, { type, isNullable }]: [string, Column]): string {
  const column = toSnakeCase(name);
  const value = present(column);
  const conditions = [
    isNullable ? '' : `${value} is null`,
    checks[type](value),
  ].filter(Boolean);
  return conditions
    .map(condition => ` when ${condition} then '${column}'`)
    .join('');
}

/**
 * Over the same lines: the first column that keeps a line from being a record, null when it is one.
 */
export function problemSql(table: Table = columns): string {
  return `case${recordColumns(table).map(problemOf).join('')} end`;
}

/** A record as a row of a table; what a caller chose is kept to the length that columns have. */
export function toRow(
  record: { [name: string]: string | number | null },
  table: Table = columns,
): Record<string, string | number | null> {
  return Object.fromEntries(
    recordColumns(table).map(([name, { maxLength }]) => {
      const value = record[name] ?? null;
      const cut =
        maxLength !== undefined && typeof value === 'string'
          ? value.slice(0, maxLength)
          : value;
      return [toSnakeCase(name), cut];
    }),
  );
}

function toValueOf(value: unknown, { type, isNullable }: Column) {
  const isAbsent = value === null || value === undefined;
  if (isAbsent || (isNullable && (value === '-' || value === ''))) {
    return null;
  }
  return type === 'text' ? String(value) : Number(value);
}

/**
 * A row of a table as a record; databases answer numbers as text too. What {@link readAccessLogLine} takes for no value is
 * none here.
 */
export function fromRow(
  row: { [column: string]: unknown },
  table: Table = columns,
): AccessLogRecord {
  return Object.fromEntries(
    recordColumns(table).map(([name, column]) => [
      name,
      toValueOf(row[toSnakeCase(name)], column),
    ]),
  ) as AccessLogRecord;
}
