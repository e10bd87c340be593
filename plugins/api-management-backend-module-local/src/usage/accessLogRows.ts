import { toRow as toColumns, type AccessLogRecord } from '@oaf/contract';

export const ACCESS_LOG = 'local_gateway_access_log';
export const HOUR_MS = 60 * 60 * 1000;

/** @param time - epoch milliseconds */
export function hourOf(time: number): number {
  return Math.floor(time / HOUR_MS) * HOUR_MS;
}

/** A record as a row, found by its hour. */
export function toRow(record: AccessLogRecord): {
  [column: string]: string | number | null;
} {
  return { ...toColumns(record), hour: hourOf(record.requestTime) };
}
