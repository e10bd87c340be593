import { createAuthorizerHandler } from './createAuthorizerHandler';
import { readAuthorizerEnvironment } from './environment';
import { openAuthorizer } from './openAuthorizer';

/**
 * The REQUEST authorizer of REST APIs, and of HTTP APIs with payload format 2.0 and simple responses. Needs the table
 * and the issuer's JWKS; no key.
 */
export const handler = createAuthorizerHandler(async () =>
  openAuthorizer(readAuthorizerEnvironment(process.env)),
);
