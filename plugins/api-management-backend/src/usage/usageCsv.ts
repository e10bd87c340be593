import type { UsageGroup } from '@oaf/backstage-plugin-api-management-common';
import { toCsv } from '../csv/toCsv';

const rounded = (value: number | undefined) =>
  value === undefined ? null : Math.round(value);

/** Columns of the table, and what they say of a group. */
const columns = {
  id: ({ id }) => id,
  title: ({ title }) => title,
  calls: ({ counts }) => counts.calls,
  billable_calls: ({ counts }) => counts.billableCalls,
  client_errors: ({ counts }) => counts.clientErrors,
  server_errors: ({ counts }) => counts.serverErrors,
  throttled_calls: ({ counts }) => counts.throttledCalls,
  response_bytes: ({ counts }) => counts.responseBytes,
  average_latency_ms: ({ counts }) => rounded(counts.averageLatency),
  p50_ms: ({ counts }) => rounded(counts.p50),
  p95_ms: ({ counts }) => rounded(counts.p95),
  p99_ms: ({ counts }) => rounded(counts.p99),
} satisfies Record<string, (group: UsageGroup) => string | number | null>;

/** As a table for a spreadsheet; times are UTC. */
export function usageCsv(
  { from, to }: { from: number; to: number },
  groups: UsageGroup[],
): string {
  const range = [from, to].map(time => new Date(time).toISOString());
  return toCsv({
    fields: ['from', 'to', ...Object.keys(columns)],
    data: groups.map(group => [
      ...range,
      ...Object.values(columns).map(valueOf => valueOf(group)),
    ]),
  });
}
