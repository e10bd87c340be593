import { LoggerService } from '@backstage/backend-plugin-api';
import { AuthenticationError } from '@backstage/errors';
import { OidcAuthResult } from '@backstage/plugin-auth-backend-module-oidc-provider';
import {
  AuthResolverContext,
  OAuthAuthenticatorResult,
  SignInResolver,
} from '@backstage/plugin-auth-node';
import { SignInConfig } from './config';
import { Claims } from './readClaim';
import { readIdentity } from './readIdentity';

/**
 * A sign-in resolver that makes the groups of the ID token the owner of things, together with what the
 * catalog knows of the user. It runs again whenever the session is refreshed, so a changed group takes effect then.
 *
 * @throws UnusableClaimError when the subject is not a valid entity name, or none of the groups sent is.
 * @throws GroupsLeftOutError when the provider left the groups out because they are too many.
 * @public
 */
export function createSignInResolver(
  config: SignInConfig,
  logger: LoggerService,
): SignInResolver<OAuthAuthenticatorResult<OidcAuthResult>> {
  return async ({ result }, context) => {
    const identity = readIdentity(readClaims(result.fullProfile), config);
    if (identity.ignoredGroups.length > 0) {
      logger.warn(
        `Groups of ${
          identity.userRef
        } that are not valid entity names give no rights: ${identity.ignoredGroups.join(
          ', ',
        )}`,
      );
    }
    const ownership = new Set([
      identity.userRef,
      ...identity.groupRefs,
      ...(await findCatalogOwnership(identity.userRef, context)),
    ]);
    return context.issueToken({
      claims: { sub: identity.userRef, ent: [...ownership] },
    });
  };
}

/**
 * The ID token, whose signature, issuer, audience and time the authenticator has verified; claims that providers keep
 * for the userinfo endpoint are taken from there.
 */
function readClaims({ tokenset, userinfo }: OidcAuthResult): Claims {
  if (!tokenset.id_token) {
    throw new AuthenticationError(
      'Sign-in refused: the identity provider sent no ID token',
    );
  }
  const claims = tokenset.claims();
  return { ...(userinfo?.sub === claims.sub && userinfo), ...claims };
}

async function findCatalogOwnership(
  userRef: string,
  context: AuthResolverContext,
): Promise<string[]> {
  try {
    const { entity } = await context.findCatalogUser({ entityRef: userRef });
    const { ownershipEntityRefs } = await context.resolveOwnershipEntityRefs(
      entity,
    );
    return ownershipEntityRefs;
  } catch (error) {
    if (error instanceof Error && error.name === 'NotFoundError') {
      return [];
    }
    throw error;
  }
}
