import type { AuthorizerOptions } from '../authorizer/Authorization';
import { createAuthorizer } from '../createAuthorizer';
import { createRemoteTokenKeys } from '../keys/createRemoteTokenKeys';
import { cacheClients, cacheResources, cacheRevocations } from './cachedPorts';
import type { OpenedAuthorizer } from './createAuthorizerHandler';
import { type AuthorizerEnvironment } from './environment';
import { openTable } from './openPorts';

/** The authorizer over DynamoDB and the issuer's JWKS. */
export function openAuthorizer(
  environment: AuthorizerEnvironment,
  revokedCertificates?: AuthorizerOptions['revokedCertificates'],
): OpenedAuthorizer {
  const { uses, registry, replay, revokedTokens, protectedApis, quotas } =
    openTable(environment);
  const judge = createAuthorizer({
    issuer: environment.issuer,
    registry: cacheClients(registry),
    replay,
    revokedTokens: cacheRevocations(revokedTokens),
    keys: createRemoteTokenKeys({ url: environment.jwksUrl }),
    revokedCertificates,
  });
  return {
    environment,
    judge,
    findResource: cacheResources(stageArn => protectedApis.find(stageArn)),
    quotas,
    flush: () => uses.flush(),
  };
}
