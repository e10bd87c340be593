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
  productId: z.string().nullable(),
  planId: z.string().nullable(),
  apiKeyCredentialId: z.string().nullable(),
  tokenId: z.string().nullable(),
  httpMethod: z.string(),
  path: z.string(),
  status: z.number().int(),
  /** Status of the upstream; null when the call never reached it. */
  integrationStatus: z.number().int().nullable(),
  /** Milliseconds until the last byte was sent. */
  responseLatency: z.number(),
  /** Milliseconds the upstream took; null when the call never reached it. */
  integrationLatency: z.number().nullable(),
  requestLength: z.number().int(),
  responseLength: z.number().int(),
  sourceIp: z.string(),
  userAgent: z.string().nullable(),
  /** Why the gateway itself refused the call, e.g. `invalid_token`, `throttled`. */
  error: z.string().nullable(),
});

export type AccessLogRecord = z.infer<typeof accessLogRecordSchema>;

/** A call is billable when the upstream answered it and did not fail: gateway refusals and 5xx are free. */
export function isBillable(record: Pick<AccessLogRecord, 'integrationStatus'>) {
  return record.integrationStatus !== null && record.integrationStatus < 500;
}
