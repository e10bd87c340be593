/** A column of the access log, and where each kind of gateway has its value from. */
export type Column = {
  type: 'text' | 'integer' | 'number';
  isNullable: boolean;
  meaning: string;
  /**
   * Variable of API Gateway
   * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html), or text.
   */
  apiGateway: string;
  /** Variable of nginx (https://nginx.org/en/docs/varindex.html), or text. */
  nginx: string;
  /** nginx tells seconds where the log has milliseconds. */
  isSecondsInNginx?: true;
  /** Lines of earlier releases lack it; it is null there. */
  isNewer?: true;
  /** Stands in lines only: what it says becomes part of another column of the record. */
  isRaw?: true;
  /** Callers choose how long the value is; a database keeps as much of it. */
  maxLength?: number;
  /** HTTP APIs, whose format is short, leave it out: their folder says it, or nobody knows. */
  isLeftOutOfHttp?: true;
};

/**
 * A variable that the proxy's configuration sets. What the authorizer said is among them: `auth_request_set` takes it from
 * the authorizer's answer, because headers of the API's own answer could name another subscription.
 */
const ours = (name: string) => `$oaf_${name}`;

/**
 * The one definition of the access log. Everything else that knows its columns is made of this table.
 *
 * A further column goes to the end, as Iceberg knows columns by their place; it is nullable and `isNewer`, because lines
 * without it stay readable. A database that keeps the log in a table of its own needs a migration.
 */
export const columns = {
  requestId: {
    type: 'text',
    isNullable: false,
    meaning: 'Made by the gateway; with the API it tells calls apart',
    // A client can choose `requestId`, and would be billed once for calls that it gives the same.
    apiGateway: '$context.extendedRequestId',
    nginx: '$request_id',
  },
  requestTime: {
    type: 'integer',
    isNullable: false,
    meaning: 'When the request arrived, epoch milliseconds',
    apiGateway: '$context.requestTimeEpoch',
    nginx: '$msec',
    isSecondsInNginx: true,
  },
  accountId: {
    type: 'text',
    isNullable: false,
    meaning: 'Account of the gateway',
    apiGateway: '$context.accountId',
    nginx: ours('account_id'),
    isLeftOutOfHttp: true,
  },
  region: {
    type: 'text',
    isNullable: false,
    meaning: 'Region of the gateway',
    // API Gateway has no variable for it: whoever writes the format puts it in.
    apiGateway: '${region}',
    nginx: ours('region'),
    isLeftOutOfHttp: true,
  },
  apiId: {
    type: 'text',
    isNullable: true,
    meaning: 'The gateway’s own identifier of the API',
    apiGateway: '$context.apiId',
    nginx: ours('api_id'),
  },
  stage: {
    type: 'text',
    isNullable: true,
    meaning: 'Stage of the API',
    apiGateway: '$context.stage',
    nginx: ours('stage'),
  },
  subscriptionId: {
    type: 'text',
    isNullable: true,
    meaning: 'Null, like all identities, when the caller was not recognised',
    apiGateway: '$context.authorizer.subscriptionId',
    nginx: ours('subscription_id'),
  },
  clientId: {
    type: 'text',
    isNullable: true,
    meaning: 'The OAuth client of the subscription',
    apiGateway: '$context.authorizer.clientId',
    nginx: ours('client_id'),
  },
  applicationId: {
    type: 'text',
    isNullable: true,
    meaning: 'Limits belong to an application and a product',
    apiGateway: '$context.authorizer.applicationId',
    nginx: ours('application_id'),
    isNewer: true,
  },
  productId: {
    type: 'text',
    isNullable: true,
    meaning: 'The product that was subscribed to',
    apiGateway: '$context.authorizer.productId',
    nginx: ours('product_id'),
  },
  planId: {
    type: 'text',
    isNullable: true,
    meaning: 'The plan by whose limits the call was judged',
    apiGateway: '$context.authorizer.planId',
    nginx: ours('plan_id'),
  },
  apiKeyCredentialId: {
    type: 'text',
    isNullable: true,
    meaning: 'Our id of the API key that was shown, never the key',
    apiGateway: '$context.authorizer.apiKeyCredentialId',
    nginx: ours('api_key_credential_id'),
  },
  tokenId: {
    type: 'text',
    isNullable: true,
    meaning: 'The id of the access token, never the token',
    apiGateway: '$context.authorizer.tokenId',
    nginx: ours('token_id'),
  },
  httpMethod: {
    type: 'text',
    isNullable: false,
    meaning: 'Method of the request',
    apiGateway: '$context.httpMethod',
    nginx: '$request_method',
  },
  path: {
    type: 'text',
    isNullable: false,
    meaning: 'Path of the request, without its query',
    apiGateway: '$context.path',
    nginx: ours('path'),
    maxLength: 2048,
  },
  status: {
    type: 'integer',
    isNullable: false,
    meaning: 'Status of the answer',
    apiGateway: '$context.status',
    nginx: '$status',
  },
  integrationStatus: {
    type: 'integer',
    isNullable: true,
    meaning:
      'Status of the upstream; null when it gave none, or the caller did not wait for it',
    apiGateway: '$context.integration.status',
    nginx: '$upstream_status',
  },
  integrationError: {
    type: 'text',
    isNullable: true,
    meaning:
      'How the upstream failed without a status of its own, or after it, e.g. `upstream_timeout`; null when it did not',
    apiGateway: '$context.integration.error',
    nginx: ours('upstream_error'),
    isNewer: true,
  },
  responseLatency: {
    type: 'number',
    isNullable: false,
    meaning: 'Milliseconds until the last byte was sent',
    apiGateway: '$context.responseLatency',
    nginx: '$request_time',
    isSecondsInNginx: true,
  },
  integrationLatency: {
    type: 'number',
    isNullable: true,
    meaning:
      'Milliseconds the upstream took, or was waited for; null when the call was not handed to it',
    apiGateway: '$context.integration.latency',
    nginx: '$upstream_response_time',
    isSecondsInNginx: true,
  },
  requestLength: {
    type: 'integer',
    isNullable: false,
    meaning: 'Bytes of the request’s body; 0 where the gateway does not tell',
    apiGateway: '0',
    nginx: '$request_length',
    isLeftOutOfHttp: true,
  },
  responseLength: {
    type: 'integer',
    isNullable: false,
    meaning: 'Bytes of the answer’s body',
    apiGateway: '$context.responseLength',
    nginx: '$body_bytes_sent',
  },
  sourceIp: {
    type: 'text',
    isNullable: false,
    meaning: 'Address of the caller',
    apiGateway: '$context.identity.sourceIp',
    nginx: '$remote_addr',
  },
  userAgent: {
    type: 'text',
    isNullable: true,
    meaning: 'What the caller says it is',
    apiGateway: '$context.identity.userAgent',
    nginx: '$http_user_agent',
    maxLength: 512,
  },
  error: {
    type: 'text',
    isNullable: true,
    meaning:
      'Why the gateway itself refused the call, e.g. `invalid_token`, `throttled`',
    apiGateway: '$context.authorizer.error',
    nginx: ours('error'),
  },
  responseType: {
    type: 'text',
    isNullable: true,
    meaning: 'The kind of refusal, where the gateway refused by itself',
    apiGateway: '$context.error.responseType',
    nginx: '-',
    isRaw: true,
    isNewer: true,
  },
} as const satisfies Record<string, Column>;

export type Columns = typeof columns;

/** A column `requestId` is `request_id` in lines and tables. */
export function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}
