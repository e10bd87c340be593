import { OidcAuthResult } from '@backstage/plugin-auth-backend-module-oidc-provider';
import {
  OAuthAuthenticatorResult,
  ProfileTransform,
} from '@backstage/plugin-auth-node';

/**
 * What the app shows of the person. The address is for display only, never for finding the user, so it is shown
 * unless the provider says that it is not verified: Amazon Cognito leaves `email_verified` out or sends it as text.
 */
export const transformProfile: ProfileTransform<
  OAuthAuthenticatorResult<OidcAuthResult>
> = async ({ fullProfile: { userinfo } }) => ({
  profile: {
    displayName: userinfo.name,
    picture: userinfo.picture,
    ...(String(userinfo.email_verified) !== 'false' && {
      email: userinfo.email,
    }),
  },
});
