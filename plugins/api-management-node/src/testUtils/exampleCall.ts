import { newerColumns, type AccessLogRecord } from '@oaf/contract';

let count = 0;

/**
 * A call that an upstream answered, as a gateway logs it; each with a request id of its own.
 *
 * @public
 */
export function exampleCall(
  fields: Partial<AccessLogRecord> & Pick<AccessLogRecord, 'requestTime'>,
): AccessLogRecord {
  count += 1;
  return {
    ...newerColumns,
    requestId: `request-${count}`,
    accountId: 'embedded',
    region: 'local',
    apiId: 'accounts',
    stage: 'live',
    subscriptionId: 'subscription-1',
    clientId: 'sub_1',
    applicationId: 'application-1',
    productId: 'product-1',
    planId: 'plan-1',
    apiKeyCredentialId: 'key-1',
    tokenId: 'token-1',
    httpMethod: 'GET',
    path: '/accounts',
    status: 200,
    integrationStatus: 200,
    integrationError: null,
    responseLatency: 12.5,
    integrationLatency: 10.25,
    requestLength: 0,
    responseLength: 100,
    sourceIp: '127.0.0.1',
    userAgent: null,
    error: null,
    ...fields,
  };
}
