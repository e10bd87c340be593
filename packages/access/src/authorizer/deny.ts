import type { Grant } from '@oaf/contract';
import { signingAlgorithms } from '../algorithms';
import type { Denied } from './Authorization';
import type { OAuthError } from '../OAuthError';

/** What is known of the caller so far. */
export interface Caller {
  grant: Grant | null;
  tokenId: string | null;
  /** How the caller shall authenticate: as its token asks for, or as most do. */
  scheme: 'DPoP' | 'Bearer';
}

function parametersOf({ code, description }: OAuthError): string[] {
  // RFC 6750 section 3.1: a call without credentials gets no error code.
  return code === 'missing_token'
    ? []
    : [`error="${code}"`, `error_description="${description}"`];
}

/** RFC 9449 section 7.1, RFC 6750 section 3. No RFC gives a challenge for API keys or suspension. */
function challenge(error: OAuthError, scheme: Caller['scheme']): string | null {
  if (error.code === 'invalid_api_key' || error.code === 'access_denied') {
    return null;
  }
  const algs = `algs="${signingAlgorithms.join(' ')}"`;
  const parameters = parametersOf(error);
  return scheme === 'DPoP'
    ? `DPoP ${[...parameters, algs].join(', ')}`
    : `Bearer ${parameters.join(', ')}`;
}

export function deny(error: OAuthError, caller: Caller): Denied {
  const { grant, tokenId, scheme } = caller;
  return {
    allow: false,
    status: error.status === 403 ? 403 : 401,
    error: error.code,
    description: error.description,
    wwwAuthenticate: challenge(error, scheme),
    grant,
    tokenId,
  };
}
