import { mkdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { callsSql, FILE_MS } from './callsSql';
import type { Traffic } from './traffic';

export const HOUR_MS = 3_600_000;
const FILES_PER_HOUR = HOUR_MS / FILE_MS;

const options = {
  parquet: 'format parquet, compression snappy',
  'ndjson.gz': 'format json, compression gzip',
};

export type LogFormat = keyof typeof options;

export type HourOfLog = { hour: number; format: LogFormat };

/** Files of an hour, where Firehose puts them, with what arrived from when on. */
export function filesOf(
  root: string,
  { account }: Traffic,
  { hour, format }: HourOfLog,
) {
  const day = new Date(hour).toISOString().slice(0, 10);
  return Array.from({ length: FILES_PER_HOUR }, (_, index) => {
    const start = hour + index * FILE_MS;
    const path = join(
      root,
      `source_account=${account.accountId}`,
      `source_region=${account.region}`,
      `day=${day}`,
      `${start}.${format}`,
    );
    return { start, path };
  });
}

/**
 * Writes the access log of some hours, as the stack `logs` has it delivered: a file for each quarter of an hour.
 *
 * @returns bytes that were written
 */
export async function writeLog(
  root: string,
  traffic: Traffic,
  { hours, callsPerHour }: { hours: HourOfLog[]; callsPerHour: number },
): Promise<number> {
  const database = await DuckDBInstance.create(':memory:', {
    memory_limit: '2GB',
    temp_directory: tmpdir(),
  });
  const connection = await database.connect();
  let bytes = 0;
  for (const one of hours) {
    for (const { start, path } of filesOf(root, traffic, one)) {
      const count = Math.ceil(callsPerHour / FILES_PER_HOUR);
      const calls = callsSql(traffic, start, count);
      await mkdir(dirname(path), { recursive: true });
      await connection.run(
        `copy (${calls}) to '${path}' (${options[one.format]})`,
      );
      bytes += (await stat(path)).size;
    }
  }
  connection.closeSync();
  database.closeSync();
  return bytes;
}
