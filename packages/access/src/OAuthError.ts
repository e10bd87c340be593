/**
 * Codes of RFC 6749 5.2, RFC 6750 3.1, RFC 7591 3.2.2, RFC 8707 2, RFC 9449 5 and 8.
 * `invalid_api_key` is ours, as no RFC knows API keys, and so is `missing_token`, as RFC 6750 has no code for it.
 */
export type OAuthErrorCode =
  | 'access_denied'
  | 'insufficient_scope'
  | 'invalid_api_key'
  | 'invalid_client'
  | 'invalid_client_metadata'
  | 'invalid_dpop_proof'
  | 'invalid_request'
  | 'invalid_scope'
  | 'invalid_target'
  | 'invalid_token'
  | 'missing_token'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'use_dpop_nonce';

const statusOfCode: Partial<Record<OAuthErrorCode, number>> = {
  access_denied: 403,
  insufficient_scope: 403,
  invalid_api_key: 403,
  invalid_client: 401,
  invalid_token: 401,
  missing_token: 401,
};

/** A caller's mistake. `description` is shown to the caller: ASCII without quotes, and never the caller's own text. */
export class OAuthError extends Error {
  readonly name = 'OAuthError';
  readonly headers: Record<string, string>;
  /** HTTP status at the authorization server. */
  readonly status: number;

  constructor(
    readonly code: OAuthErrorCode,
    readonly description: string,
    options: {
      cause?: unknown;
      headers?: Record<string, string>;
      status?: number;
    } = {},
  ) {
    super(`${code}: ${description}`, { cause: options.cause });
    this.headers = options.headers ?? {};
    this.status = options.status ?? statusOfCode[code] ?? 400;
  }
}
