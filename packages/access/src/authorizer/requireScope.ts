import type { Grant, ScopeRule } from '@oaf/contract';
import type { AuthorizationRequest } from './Authorization';
import { BoundedCache } from '../cache/BoundedCache';
import { OAuthError } from '../OAuthError';

/** The pattern of rules that are for the whole API. */
const anyPath = '/*';

const encodedSlash = /%(2f|5c)/i;

function matchesPath(pattern: string, path: string): boolean {
  // An upstream may decode these and so leave the pattern's part of the API.
  if (encodedSlash.test(path)) {
    return false;
  }
  return pattern.endsWith('/*')
    ? path.startsWith(pattern.slice(0, -1))
    : path === pattern;
}

const basePaths = new BoundedCache<string>(1000);

/** Path of the API's resource, without a trailing slash. */
function basePathOf(resource: string): string {
  const known = basePaths.get(resource);
  if (known !== undefined) {
    return known;
  }
  const path = new URL(resource).pathname.replace(/\/$/, '');
  basePaths.set(resource, path);
  return path;
}

function pathInApi({ url, resource }: AuthorizationRequest): string {
  const { pathname } = new URL(url);
  return pathname.slice(basePathOf(resource).length) || '/';
}

function allowsPath(pattern: string, request: AuthorizationRequest): boolean {
  return pattern === anyPath || matchesPath(pattern, pathInApi(request));
}

/**
 * The rules of the grant that some scope of the token opens at the API. A token may live longer than the grant of its
 * scope, and then opens nothing.
 */
export function selectRules(
  { resource }: AuthorizationRequest,
  grant: Grant,
  scope: string,
): ScopeRule[] {
  const scopes = scope.split(' ');
  const granted = grant.apis.find(api => api.resource === resource);
  return (granted?.rules ?? []).filter(rule => scopes.includes(rule.scope));
}

/**
 * Some rule must allow this method and path.
 * @throws OAuthError `insufficient_scope`
 */
export function requireScope(
  request: AuthorizationRequest,
  rules: ScopeRule[],
) {
  const isAllowed = rules.some(
    rule =>
      rule.methods.includes(request.method) &&
      allowsPath(rule.pathPattern, request),
  );
  if (!isAllowed) {
    throw new OAuthError(
      'insufficient_scope',
      'The scope of the access token does not allow this call',
    );
  }
}
