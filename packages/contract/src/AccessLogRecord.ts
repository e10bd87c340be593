import { z } from 'zod';

/**
 * One call as the gateway saw it. The columns are those of the API Gateway access log format
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html).
 * Identities are null when the caller was not recognised. No query string, body, token or key is ever logged.
 */
export const accessLogRecordSchema = z.object({
  requestId: z.string(),
  /** Epoch milliseconds at which the request arrived. */
  requestTime: z.number().int(),
  accountId: z.string(),
  region: z.string(),
  apiId: z.string().nullable(),
  stage: z.string().nullable(),
  subscriptionId: z.string().nullable(),
  clientId: z.string().nullable(),
  /** Limits belong to an application and a product. */
  applicationId: z.string().nullable().default(null),
  productId: z.string().nullable(),
  planId: z.string().nullable(),
  apiKeyCredentialId: z.string().nullable(),
  tokenId: z.string().nullable(),
  httpMethod: z.string(),
  path: z.string(),
  status: z.number().int(),
  /** Status of the upstream; null when it gave none, or the caller did not wait for it. */
  integrationStatus: z.number().int().nullable(),
  /** How the upstream failed without a status of its own, or after it, e.g. `upstream_timeout`; null when it did not. */
  integrationError: z.string().nullable().default(null),
  /** Milliseconds until the last byte was sent. */
  responseLatency: z.number(),
  /** Milliseconds the upstream took, or was waited for; null when the call was not handed to it. */
  integrationLatency: z.number().nullable(),
  requestLength: z.number().int(),
  responseLength: z.number().int(),
  sourceIp: z.string(),
  userAgent: z.string().nullable(),
  /** Why the gateway itself refused the call, e.g. `invalid_token`, `throttled`. */
  error: z.string().nullable(),
});

export type AccessLogRecord = z.infer<typeof accessLogRecordSchema>;

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
