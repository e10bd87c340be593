import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { oidcAuthenticator } from '@backstage/plugin-auth-backend-module-oidc-provider';
import {
  authProvidersExtensionPoint,
  createOAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { readSignInConfig } from './signIn/config';
import { createSignInResolver } from './signIn/createSignInResolver';
import { tellMissingRefreshToken } from './signIn/tellMissingRefreshToken';
import { transformProfile } from './signIn/transformProfile';

/**
 * The `oidc` provider, with sign-in by the groups of the ID token.
 *
 * @public
 */
export const authModuleApiManagement = createBackendModule({
  pluginId: 'auth',
  moduleId: 'api-management',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        providers: authProvidersExtensionPoint,
      },
      async init({ config, logger, providers }) {
        providers.registerProvider({
          providerId: 'oidc',
          factory: createOAuthProviderFactory({
            authenticator: tellMissingRefreshToken(oidcAuthenticator, {
              logger,
              environment:
                config.getOptionalString('auth.environment') ?? 'development',
            }),
            profileTransform: transformProfile,
            signInResolver: createSignInResolver(
              readSignInConfig(config),
              logger,
            ),
          }),
        });
      },
    });
  },
});
