/**
 * Refusals of API Gateway itself that mean what the embedded gateway has a word for
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html). The authorizer's
 * own word goes before.
 */
export const REFUSALS: Record<string, string> = {
  THROTTLED: 'throttled',
  QUOTA_EXCEEDED: 'quota_exceeded',
  INVALID_API_KEY: 'invalid_api_key',
  REQUEST_TOO_LARGE: 'request_too_large',
  WAF_FILTERED: 'waf_filtered',
};
