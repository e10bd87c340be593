import { OidcAuthResult } from '@backstage/plugin-auth-backend-module-oidc-provider';
import {
  AuthResolverContext,
  OAuthAuthenticatorResult,
} from '@backstage/plugin-auth-node';
import { transformProfile } from './transformProfile';

function transform(userinfo: object) {
  return transformProfile(
    { fullProfile: { userinfo } } as OAuthAuthenticatorResult<OidcAuthResult>,
    {} as AuthResolverContext,
  );
}

describe('transformProfile', () => {
  it.each([true, 'true', undefined])(
    'shows the address when email_verified is %p',
    async verified => {
      const { profile } = await transform({
        name: 'Bea Castellanos',
        email: 'bea@oaf.example',
        email_verified: verified,
      });
      expect(profile).toMatchObject({
        displayName: 'Bea Castellanos',
        email: 'bea@oaf.example',
      });
    },
  );

  it.each([false, 'false'])(
    'leaves the address out when email_verified is %p',
    async verified => {
      const { profile } = await transform({
        email: 'bea@oaf.example',
        email_verified: verified,
      });
      expect(profile).not.toHaveProperty('email');
    },
  );
});
