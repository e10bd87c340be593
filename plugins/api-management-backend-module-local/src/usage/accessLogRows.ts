import type { AccessLogRecord } from '@oaf/contract';

export const ACCESS_LOG = 'local_gateway_access_log';
export const HOUR_MS = 60 * 60 * 1000;

/** @param time - epoch milliseconds */
export function hourOf(time: number): number {
  return Math.floor(time / HOUR_MS) * HOUR_MS;
}

/** The caller chose the path's and the user agent's length; the columns have theirs. */
export function toRow(record: AccessLogRecord) {
  return {
    request_id: record.requestId,
    hour: hourOf(record.requestTime),
    request_time: record.requestTime,
    account_id: record.accountId,
    region: record.region,
    api_id: record.apiId,
    stage: record.stage,
    subscription_id: record.subscriptionId,
    client_id: record.clientId,
    application_id: record.applicationId,
    product_id: record.productId,
    plan_id: record.planId,
    api_key_credential_id: record.apiKeyCredentialId,
    token_id: record.tokenId,
    http_method: record.httpMethod,
    path: record.path.slice(0, 2048),
    status: record.status,
    integration_status: record.integrationStatus,
    integration_error: record.integrationError,
    response_latency: record.responseLatency,
    integration_latency: record.integrationLatency,
    request_length: record.requestLength,
    response_length: record.responseLength,
    source_ip: record.sourceIp,
    user_agent: record.userAgent?.slice(0, 512) ?? null,
    error: record.error,
  };
}
