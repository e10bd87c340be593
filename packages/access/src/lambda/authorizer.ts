import { createAuthorizer } from '../createAuthorizer';
import { createRemoteTokenKeys } from '../keys/createRemoteTokenKeys';
import { cacheClients, cacheRevocations } from './cachedPorts';
import {
  createAuthorizerHandler,
  type OpenedAuthorizer,
} from './createAuthorizerHandler';
import { readAuthorizerEnvironment } from './environment';
import { openTable } from './openPorts';

function open(): OpenedAuthorizer {
  const environment = readAuthorizerEnvironment(process.env);
  const { uses, registry, replay, revokedTokens } = openTable(environment);
  const judge = createAuthorizer({
    issuer: environment.issuer,
    registry: cacheClients(registry),
    replay,
    revokedTokens: cacheRevocations(revokedTokens),
    keys: createRemoteTokenKeys({ url: environment.jwksUrl }),
  });
  return { environment, judge, flush: () => uses.flush() };
}

/**
 * The REQUEST authorizer of REST APIs, and of HTTP APIs with payload format 2.0 and simple responses. Needs the table
 * and the issuer's JWKS; no key.
 */
export const handler = createAuthorizerHandler(open);
