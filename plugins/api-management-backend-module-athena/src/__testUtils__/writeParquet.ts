import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { columnNames, toRow, type AccessLogRecord } from '@oaf/contract';

/** Lines as API Gateway writes them, and Firehose as Parquet: all is text, and `-` is nothing. */
export const toTexts = (record: AccessLogRecord) => {
  const row = toRow(record);
  return Object.fromEntries(
    columnNames().map(name => [name, String(row[name] ?? '-')]),
  );
};

/** A file of Parquet with these lines. */
export async function writeParquet(
  lines: Array<Record<string, string>>,
): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'parquet-'));
  const [source, target] = [join(folder, 'lines'), join(folder, 'parquet')];
  writeFileSync(source, lines.map(line => JSON.stringify(line)).join('\n'));
  const columns = columnNames().map(name => `${name}: 'varchar'`);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    `copy (select * from read_json('${source}', format = 'newline_delimited', columns = {${columns.join(
      ', ',
    )}})) to '${target}' (format parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
  const content = readFileSync(target);
  rmSync(folder, { recursive: true });
  return content;
}
