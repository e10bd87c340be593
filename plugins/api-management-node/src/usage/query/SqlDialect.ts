/**
 * What an SQL engine says differently when it counts. Everything else that is compiled is ANSI SQL, which all of them
 * take.
 *
 * @public
 */
export type SqlDialect = {
  readonly name: string;
  /** A text as a literal. */
  text(value: string): string;
  /** Whether an expression is exactly that text; upper and lower case differ. */
  same(expression: string, value: string): string;
  /** Whether an expression is exactly one of these texts; written so that an index of a column serves. */
  isOneOf(expression: string, values: string[]): string;
  /** What a text is sorted and compared as, so that all engines have one order: by its bytes. */
  inBytes(expression: string): string;
  /** Whether it is a text that has the parts in this order, with one character at least between each two. */
  consistsOf(expression: string, parts: string[]): string;
  /** Aggregates pairs of numbers, of which the first differ, to a JSON object, or to a list of `first:second`. */
  toObject(key: string, value: string): string;
};

const toLike = (parts: string[]) =>
  parts.map(part => part.replace(/[!%_]/g, '!$&')).join('_%');

/** Nothing that is logged has the character NUL, which databases refuse in a text. */
const isLoggable = (value: string) => !value.includes('\0');

function isIn(
  expression: string,
  values: string[],
  text: (value: string) => string,
): string {
  const loggable = values.filter(isLoggable);
  return loggable.length === 0
    ? '1 = 0'
    : `${expression} in (${loggable.map(text).join(', ')})`;
}

const ansi = {
  text: (value: string) => `'${value.replaceAll("'", "''")}'`,
  same: (expression: string, value: string) =>
    `${expression} = ${ansi.text(value)}`,
  isOneOf: (expression: string, values: string[]) =>
    isIn(expression, values, ansi.text),
  inBytes: (expression: string) => expression,
  /** The escape character is none that a dialect's literals know. */
  consistsOf: (expression: string, parts: string[]) =>
    `${expression} like ${ansi.text(toLike(parts))} escape '!'`,
};

const toGlob = (parts: string[]) =>
  parts.map(part => part.replace(/[*?[]/g, '[$&]')).join('?*');

/** Its LIKE takes a letter for its capital. @public */
export const sqliteDialect: SqlDialect = {
  ...ansi,
  name: 'sqlite',
  consistsOf: (expression, parts) =>
    `${expression} glob ${ansi.text(toGlob(parts))}`,
  toObject: (key, value) => `json_group_object(${key}, ${value})`,
};

const mysqlText = (value: string) => ansi.text(value.replaceAll('\\', '\\\\'));

const asBytes = (expression: string) => `cast(${expression} as binary)`;

/** Its collations take a letter for its capital, and its literals know backslashes. @public */
export const mysqlDialect: SqlDialect = {
  name: 'mysql',
  text: mysqlText,
  same: (expression, value) =>
    `${asBytes(expression)} = ${asBytes(mysqlText(value))}`,
  isOneOf: (expression, values) =>
    `${isIn(expression, values, mysqlText)} and ${isIn(
      asBytes(expression),
      values,
      value => asBytes(mysqlText(value)),
    )}`,
  inBytes: asBytes,
  consistsOf: (expression, parts) =>
    `${asBytes(expression)} like ${asBytes(
      mysqlText(toLike(parts)),
    )} escape '!'`,
  toObject: (key, value) => `cast(json_objectagg(${key}, ${value}) as char)`,
};

/** @public */
export const postgresDialect: SqlDialect = {
  ...ansi,
  name: 'postgres',
  inBytes: expression => `${expression} collate "C"`,
  toObject: (key, value) => `cast(json_object_agg(${key}, ${value}) as text)`,
};

/** @public */
export const duckdbDialect: SqlDialect = {
  ...ansi,
  name: 'duckdb',
  toObject: (key, value) =>
    `cast(json_group_object(cast(${key} as bigint), ${value}) as varchar)`,
};

/** Of Amazon Athena too. @public */
export const trinoDialect: SqlDialect = {
  ...ansi,
  name: 'trino',
  toObject: (key, value) =>
    `array_agg(cast(cast(${key} as bigint) as varchar) || ':' || cast(${value} as varchar))`,
};
