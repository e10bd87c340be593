import type { Grant } from '@oaf/contract';
import { signingAlgorithms } from '../algorithms';
import type { Denied } from './Authorization';
import type { OAuthError } from '../OAuthError';

/** What is known of the caller so far. */
export interface Caller {
  grant: Grant | null;
  tokenId: string | null;
}

/** RFC 9449 section 7.1. No RFC gives a challenge for API keys or suspension. */
function challenge({ code, description }: OAuthError): string | null {
  const algs = `algs="${signingAlgorithms.join(' ')}"`;
  // RFC 6750 section 3.1: a call without credentials gets no error code.
  if (code === 'missing_token') {
    return `DPoP ${algs}`;
  }
  if (code === 'invalid_api_key' || code === 'access_denied') {
    return null;
  }
  return `DPoP error="${code}", error_description="${description}", ${algs}`;
}

export function deny(error: OAuthError, caller: Caller): Denied {
  return {
    allow: false,
    status: error.status === 403 ? 403 : 401,
    error: error.code,
    description: error.description,
    wwwAuthenticate: challenge(error),
    ...caller,
  };
}
