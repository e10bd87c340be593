import { z } from 'zod';
import { columns, type Column, type Columns } from './columns';

type Value<C extends Column> =
  | (C['type'] extends 'text' ? string : number)
  | (C['isNullable'] extends true ? null : never);

type RecordColumn = {
  [Name in keyof Columns]: Columns[Name] extends { isRaw: true } ? never : Name;
}[keyof Columns];

/**
 * One call as the gateway saw it. Identities are null when the caller was not recognised. No query string, body, token or
 * key is ever logged.
 */
export type AccessLogRecord = {
  [Name in RecordColumn]: Value<Columns[Name]>;
};

const types = {
  text: () => z.string(),
  integer: () => z.number().int(),
  number: () => z.number(),
};

function toType({ type, isNullable, isNewer }: Column): z.ZodType {
  const value: z.ZodType = types[type]();
  const orNull = isNullable ? value.nullable() : value;
  return isNewer ? orNull.default(null) : orNull;
}

type NewerColumn = {
  [Name in RecordColumn]: Columns[Name] extends { isNewer: true }
    ? Name
    : never;
}[RecordColumn];

/** Null for the columns that came later, for gateways which do not know them: they write these before their own. */
export const newerColumns = Object.fromEntries(
  Object.entries<Column>(columns)
    .filter(([, { isNewer, isRaw }]) => isNewer && !isRaw)
    .map(([name]) => [name, null]),
) as Pick<AccessLogRecord, NewerColumn>;

/** The columns of a table that a record has: those of lines only are left out. */
export function recordColumns(
  table: Record<string, Column>,
): Array<[string, Column]> {
  return Object.entries(table).filter(([, { isRaw }]) => !isRaw);
}

/** The schema of records of a table of columns. */
export function toRecordSchema(table: Record<string, Column>) {
  return z.object(
    Object.fromEntries(
      recordColumns(table).map(([name, column]) => [name, toType(column)]),
    ),
  );
}

/** Takes records of gateways that did not know all columns yet. */
export const accessLogRecordSchema = toRecordSchema(columns) as z.ZodObject<{
  [Name in RecordColumn]: z.ZodType<AccessLogRecord[Name]>;
}>;
