import { Aws } from 'aws-cdk-lib';
import type { AccessLogRecord } from '@oaf/contract';

/**
 * The columns of the access log as variables of API Gateway
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html). All are
 * texts, as a variable without a value is printed as `-`.
 */
const variables: Record<keyof AccessLogRecord | 'responseType', string> = {
  // A client can choose `requestId`, and would be billed once for calls that it gives the same.
  requestId: '$context.extendedRequestId',
  requestTime: '$context.requestTimeEpoch',
  accountId: '$context.accountId',
  region: Aws.REGION,
  apiId: '$context.apiId',
  stage: '$context.stage',
  subscriptionId: '$context.authorizer.subscriptionId',
  clientId: '$context.authorizer.clientId',
  applicationId: '$context.authorizer.applicationId',
  productId: '$context.authorizer.productId',
  planId: '$context.authorizer.planId',
  apiKeyCredentialId: '$context.authorizer.apiKeyCredentialId',
  tokenId: '$context.authorizer.tokenId',
  httpMethod: '$context.httpMethod',
  path: '$context.path',
  status: '$context.status',
  integrationStatus: '$context.integration.status',
  integrationError: '$context.integration.error',
  responseLatency: '$context.responseLatency',
  integrationLatency: '$context.integration.latency',
  // API Gateway does not tell how large a request was.
  requestLength: '0',
  responseLength: '$context.responseLength',
  sourceIp: '$context.identity.sourceIp',
  userAgent: '$context.identity.userAgent',
  error: '$context.authorizer.error',
  responseType: '$context.error.responseType',
};

const toSnakeCase = (name: string) =>
  name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);

/** A line's fields are called as their columns, because Firehose gives no other name to what it puts into Iceberg. */
const fields = Object.fromEntries(
  Object.entries(variables).map(([name, variable]) => [
    toSnakeCase(name),
    variable,
  ]),
);

/**
 * The contract's columns, and the type of a refusal. All are texts: API Gateway writes `-` where it has no value, and a
 * line that does not fit its column would be lost.
 */
export const accessLogColumns = Object.keys(fields);

/** What the folders of HTTP APIs' logs say as well, or is known to nobody. */
const LEFT_OUT_OF_HTTP = ['account_id', 'region', 'request_length'];

/** One line of JSON per call, for a stage's access log. */
export function accessLogFormat(): string {
  return `${JSON.stringify(fields)}\n`;
}

/** The same for a stage of an HTTP API, whose format has at most 1,024 characters. */
export function httpApiLogFormat(): string {
  const kept = Object.entries(fields).filter(
    ([name]) => !LEFT_OUT_OF_HTTP.includes(name),
  );
  return `${JSON.stringify(Object.fromEntries(kept))}\n`;
}
