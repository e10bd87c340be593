import { createAuthorizerHandler } from './createAuthorizerHandler';
import {
  readAuthorizerEnvironment,
  readClientAuthorities,
} from './environment';
import { openAuthorizer } from './openAuthorizer';
import { openRevocationLists } from './openRevocationLists';

/**
 * The authorizer for APIs behind API Gateway's own mutual TLS, which checks no revocation: it reads the CRLs of the
 * certificate authorities. A function of its own, as its ASN.1 library is larger than all of the other authorizer.
 */
export const handler = createAuthorizerHandler(async () => {
  const environment = readAuthorizerEnvironment(process.env);
  const authorities = readClientAuthorities(process.env);
  return openAuthorizer(environment, await openRevocationLists(authorities));
});
