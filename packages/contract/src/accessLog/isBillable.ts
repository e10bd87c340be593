import type { AccessLogRecord } from './AccessLogRecord';

/** What decides whether a call counts. */
export type Integration = Pick<
  AccessLogRecord,
  'integrationLatency' | 'integrationStatus' | 'integrationError'
>;

/**
 * Whether a call counts, for the quota and for the bill alike: what was handed to the upstream counts, unless the upstream
 * failed. So a call that its caller gave up counts, as the upstream has its work; one that the gateway refused is free, and so
 * is one that the upstream answered with 5xx, broke off, or did not answer in time.
 */
export function isBillable({
  integrationLatency,
  integrationStatus,
  integrationError,
}: Integration): boolean {
  return (
    integrationLatency !== null &&
    integrationError === null &&
    (integrationStatus === null || integrationStatus < 500)
  );
}

/** `isBillable` as a condition of SQL, for logs whose columns are the record's fields in snake case. */
export const BILLABLE_SQL =
  'integration_latency is not null and integration_error is null and (integration_status is null or integration_status < 500)';
