/** An answer that API Gateway gives by itself. */
export interface GatewayAnswer {
  /** As API Gateway calls it, e.g. `ACCESS_DENIED`. */
  type: string;
  status?: number;
  headers?: Record<string, string>;
  error: string;
  description?: string;
}

const AUTHENTICATE = 'DPoP error="%", algs="ES256 PS256 EdDSA"';
const authenticate = (error: string) => ({
  'WWW-Authenticate': AUTHENTICATE.replace('%', error),
});
const later = { 'Retry-After': '1' };

/**
 * What a caller of a protected API is told when the authorizer or the gateway refuses (RFC 6750 section 3.1, RFC 9449
 * section 7.1). Nothing of the inside is in it.
 */
export const apiAnswers: readonly GatewayAnswer[] = [
  {
    type: 'UNAUTHORIZED',
    status: 401,
    headers: authenticate('invalid_token'),
    error: 'invalid_token',
    description: 'The call needs a valid access token and a proof of its key',
  },
  {
    type: 'ACCESS_DENIED',
    status: 403,
    headers: authenticate('insufficient_scope'),
    error: '$context.authorizer.error',
    description: '$context.authorizer.description',
  },
  {
    type: 'INVALID_API_KEY',
    status: 403,
    error: 'invalid_api_key',
    description: 'The API key is not the one of the access token',
  },
  {
    type: 'THROTTLED',
    status: 429,
    headers: later,
    error: 'too_many_requests',
    description: 'Fewer calls per second are allowed; try again in a second',
  },
  {
    type: 'QUOTA_EXCEEDED',
    status: 429,
    headers: later,
    error: 'quota_exceeded',
    description: "The plan's number of calls is used up",
  },
  {
    type: 'AUTHORIZER_FAILURE',
    status: 500,
    error: 'server_error',
  },
  {
    type: 'AUTHORIZER_CONFIGURATION_ERROR',
    status: 500,
    error: 'server_error',
  },
];

/** What a caller of the front door is told: of its APIs, and of the issuer's endpoints where no function answers. */
export const frontDoorAnswers: readonly GatewayAnswer[] = [
  ...apiAnswers,
  {
    // An address that there is not, or a method of one.
    type: 'MISSING_AUTHENTICATION_TOKEN',
    status: 404,
    error: 'not_found',
  },
  {
    type: 'WAF_FILTERED',
    status: 403,
    error: 'access_denied',
    description: 'The firewall refused the request',
  },
  { type: 'DEFAULT_4XX', error: 'invalid_request' },
  { type: 'DEFAULT_5XX', error: 'server_error' },
];

const quoted = (value: string) => `'${value}'`;

/** What API Gateway has to be told: headers as it takes them, and the body. */
export function answerParts(answer: GatewayAnswer) {
  const { status, headers = {}, error, description } = answer;
  return {
    statusCode: status === undefined ? undefined : String(status),
    headers: Object.fromEntries(
      Object.entries({ 'Cache-Control': 'no-store', ...headers }).map(
        ([name, value]) => [name, quoted(value)],
      ),
    ),
    templates: {
      'application/json': JSON.stringify({
        error,
        error_description: description,
      }),
    },
  };
}
