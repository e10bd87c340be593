import { toRecordSchema, type AccessLogRecord } from './AccessLogRecord';
import { columns, toSnakeCase, type Column } from './columns';
import { REFUSALS } from './refusals';

type Table = Record<string, Column>;
type Values = { [column: string]: unknown };

/** A line's record, or why it is none. */
export type AccessLogLine =
  | { record: AccessLogRecord; problem?: undefined }
  | { record?: undefined; problem: string };

export type LineOptions = {
  /** Who wrote the line; nginx counts in seconds. Default `apiGateway`, which is also how the embedded gateway writes. */
  writer?: 'apiGateway' | 'nginx';
  /** What the line need not say because its folder does, e.g. `account_id`. */
  known?: Record<string, string | number>;
};

/** nginx lists the values of several upstreams, of which the last one answered. */
const lastOf = (text: string) => text.split(/[,:]/).at(-1)!.trim();

function toNumber(text: string, scale: number): unknown {
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) * scale : text;
}

function toValue(value: unknown, column: Column, isNginx: boolean): unknown {
  if (value === undefined || value === '-' || value === '') {
    return null;
  }
  if (column.type === 'text' || typeof value !== 'string') {
    return value;
  }
  const scale = isNginx && column.isSecondsInNginx ? 1000 : 1;
  const number = toNumber(isNginx ? lastOf(value) : value, scale);
  return typeof number === 'number' && scale === 1000
    ? Math.round(number)
    : number;
}

function parseObject(line: string): Values | undefined {
  try {
    const value = JSON.parse(line);
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? value
      : undefined;
  } catch {
    return undefined;
  }
}

function toValues(fields: Values, table: Table, isNginx: boolean): Values {
  const values = Object.fromEntries(
    Object.entries(table).map(([name, column]) => [
      name,
      toValue(fields[toSnakeCase(name)], column, isNginx),
    ]),
  );
  const { requestTime, responseLatency } = values;
  // nginx logs when a call ends.
  return isNginx &&
    typeof requestTime === 'number' &&
    typeof responseLatency === 'number'
    ? { ...values, requestTime: requestTime - responseLatency }
    : values;
}

/**
 * Reads a line of JSON whose fields are the columns in snake case, as text or as what they are; `-` and nothing are no
 * value. A line that is no record is to be set aside with its problem, as it may be a call to be billed.
 */
export function readAccessLogLine(
  line: string,
  { writer, known = {} }: LineOptions = {},
  table: Table = columns,
): AccessLogLine {
  const fields = parseObject(line);
  if (!fields) {
    return { problem: 'no JSON object' };
  }
  const values = toValues({ ...known, ...fields }, table, writer === 'nginx');
  const parsed = toRecordSchema(table).safeParse({
    ...values,
    error: values.error ?? REFUSALS[String(values.responseType)] ?? null,
  });
  if (parsed.success) {
    return { record: parsed.data as AccessLogRecord };
  }
  const [{ path, message }] = parsed.error.issues;
  return { problem: `${toSnakeCase(path.join('.'))}: ${message}` };
}

/** A record as the line that {@link readAccessLogLine} reads, without a newline. */
export function toAccessLogLine(
  record: AccessLogRecord,
  table: Table = columns,
): string {
  const names = Object.keys(table).filter(name => name in record);
  return JSON.stringify(
    Object.fromEntries(
      names.map(name => [
        toSnakeCase(name),
        record[name as keyof AccessLogRecord],
      ]),
    ),
  );
}
