import type { Grant, GrantedApi } from '@oaf/contract';
import { OAuthError } from '../OAuthError';

/**
 * The APIs the token is for: those of the requested resources (RFC 8707), or all of the grant's.
 * @throws OAuthError `invalid_target`
 */
export function selectApis(resources: string[], grant: Grant): GrantedApi[] {
  const known = grant.apis.map(api => api.resource);
  if (!resources.every(resource => known.includes(resource))) {
    throw new OAuthError(
      'invalid_target',
      'The resource is not part of the subscription',
    );
  }
  return resources.length === 0
    ? grant.apis
    : grant.apis.filter(api => resources.includes(api.resource));
}
