import type { Grant, ScopeRule } from '@oaf/contract';
import type { AuthorizationRequest } from './Authorization';
import { OAuthError } from '../OAuthError';

const encodedSlash = /%(2f|5c)/i;

function matchesPath(pattern: string, path: string): boolean {
  if (pattern === '/*') {
    return true;
  }
  // An upstream may decode these and so leave the pattern's part of the API.
  if (encodedSlash.test(path)) {
    return false;
  }
  return pattern.endsWith('/*')
    ? path.startsWith(pattern.slice(0, -1))
    : path === pattern;
}

function pathInApi({ url, api }: AuthorizationRequest): string {
  const { pathname } = new URL(url);
  const base = new URL(api.resource).pathname.replace(/\/$/, '');
  return pathname.slice(base.length) || '/';
}

function rulesFor(request: AuthorizationRequest, grant: Grant): ScopeRule[] {
  const granted = grant.apis.find(
    api => api.apiId === request.api.apiId && api.stage === request.api.stage,
  );
  const path = pathInApi(request);
  return (granted?.rules ?? []).filter(
    rule =>
      rule.methods.includes(request.method) &&
      matchesPath(rule.pathPattern, path),
  );
}

/**
 * Some rule of the grant must allow this method and path for a scope of the token.
 * @throws OAuthError `insufficient_scope`
 */
export function requireScope(
  request: AuthorizationRequest,
  grant: Grant,
  scope: string,
) {
  const scopes = scope.split(' ');
  const rules = rulesFor(request, grant);
  if (!rules.some(rule => scopes.includes(rule.scope))) {
    throw new OAuthError(
      'insufficient_scope',
      'The scope of the access token does not allow this call',
    );
  }
}
