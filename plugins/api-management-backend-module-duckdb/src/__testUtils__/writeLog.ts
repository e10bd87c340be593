import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  columnNames,
  toAccessLogLine,
  toRow,
  typedColumns,
  type AccessLogRecord,
} from '@oaf/contract';
import type { DuckDb } from '../engine/DuckDb';
import { text } from '../engine/logSql';

export const { signal } = new AbortController();

/** Lines as the embedded gateway writes them. */
export const toLines = (records: AccessLogRecord[]) =>
  records.map(record => `${toAccessLogLine(record)}\n`).join('');

/** Lines as API Gateway writes them: all is text, and `-` is nothing. */
export const toTextLines = (records: AccessLogRecord[]) =>
  records
    .map(record => {
      const row = toRow(record);
      const fields = columnNames().map(name => [
        name,
        String(row[name] ?? '-'),
      ]);
      return `${JSON.stringify(Object.fromEntries(fields))}\n`;
    })
    .join('');

/** How a file of the log is written, by the end of its name. */
export type LogFormat = 'ndjson' | 'ndjson.gz' | 'parquet' | 'text.parquet';

export async function writeLog(
  database: DuckDb,
  path: string,
  records: AccessLogRecord[],
): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  if (!path.endsWith('.parquet')) {
    const lines = toLines(records);
    writeFileSync(path, path.endsWith('.gz') ? gzipSync(lines) : lines);
    return;
  }
  const isText = path.endsWith('.text.parquet');
  const types = Object.entries(typedColumns()).map(
    ([name, type]) => `${name}: '${isText ? 'varchar' : type}'`,
  );
  const source = `${path}.lines`;
  writeFileSync(source, isText ? toTextLines(records) : toLines(records));
  await database.query(
    `copy (select * from read_json(${text(
      source,
    )}, format = 'newline_delimited', columns = {${types.join(
      ', ',
    )}})) to ${text(path)} (format parquet)`,
    signal,
  );
  rmSync(source);
}
