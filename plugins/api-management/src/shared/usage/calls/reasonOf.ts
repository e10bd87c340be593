import type { UsageCall } from '@oaf/backstage-plugin-api-management-common';

/** What gateways say in `error`; each has a sentence in the translations. */
export const refusals = [
  'throttled',
  'quota_exceeded',
  'missing_token',
  'invalid_token',
  'insufficient_scope',
  'invalid_api_key',
  'invalid_dpop_proof',
  'use_dpop_nonce',
  'invalid_client_certificate',
  'access_denied',
  'invalid_request',
  'invalid_path',
  'request_too_large',
  'payload_too_large',
  'request_timeout',
  'origin_not_allowed',
  'expectation_failed',
  'not_implemented',
  'waf_filtered',
  'unknown_api',
  'upstream_timeout',
  'upstream_unavailable',
  'client_closed',
  'internal_error',
] as const;

type Refusal = (typeof refusals)[number];

/** Of a call whose gateway says nothing but a status. */
type Reason =
  | Refusal
  | 'other'
  | 'apiRefused'
  | 'apiFailed'
  | 'upstreamFailed'
  | 'unauthenticated'
  | 'forbidden'
  | 'gatewayRefused'
  | 'gatewayFailed';

const byStatus: Record<number, Reason> = {
  401: 'unauthenticated',
  403: 'forbidden',
  413: 'request_too_large',
  429: 'throttled',
  499: 'client_closed',
  504: 'upstream_timeout',
};

const isKnown = (error: string): error is Refusal =>
  refusals.includes(error as Refusal);

/** Why a call was not answered as its caller wanted; undefined when it was. */
export function reasonOf(
  call: Pick<
    UsageCall,
    'status' | 'error' | 'upstreamError' | 'upstreamStatus'
  >,
): Reason | undefined {
  const { status, error, upstreamError, upstreamStatus } = call;
  if (error) {
    return isKnown(error) ? error : 'other';
  }
  if (upstreamError) {
    return isKnown(upstreamError) ? upstreamError : 'upstreamFailed';
  }
  if (status < 400) {
    return undefined;
  }
  if (upstreamStatus !== undefined) {
    return status < 500 ? 'apiRefused' : 'apiFailed';
  }
  return (
    byStatus[status] ?? (status < 500 ? 'gatewayRefused' : 'gatewayFailed')
  );
}
