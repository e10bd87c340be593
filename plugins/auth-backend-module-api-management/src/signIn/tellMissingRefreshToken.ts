import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  OAuthAuthenticator,
  OAuthAuthenticatorResult,
} from '@backstage/plugin-auth-node';

/**
 * The authenticator, which says once in the log when a sign-in came without a refresh token: whoever reloads the page
 * then is asked to sign in again, and nothing else tells the operator why.
 * @param environment - `auth.environment`, for the key to set
 */
export function tellMissingRefreshToken<Context, Profile>(
  authenticator: OAuthAuthenticator<Context, Profile>,
  { logger, environment }: { logger: LoggerService; environment: string },
): OAuthAuthenticator<Context, Profile> {
  let isTold = false;
  const tell = ({ session }: OAuthAuthenticatorResult<Profile>) => {
    if (!session.refreshToken && !isTold) {
      isTold = true;
      logger.warn(
        'The identity provider gave no refresh token, so people are asked to sign in again when they reload the page. ' +
          `Many give one for a scope: auth.providers.oidc.${environment}.additionalScopes: offline_access`,
      );
    }
  };
  return {
    ...authenticator,
    async authenticate(input, context) {
      const result = await authenticator.authenticate(input, context);
      tell(result);
      return result;
    },
  };
}
