import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createProxyAuthenticator,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';

const USER = 'user:default/bench';

const everyone = createProxyAuthenticator({
  defaultProfileTransform: async () => ({ profile: {} }),
  initialize: () => undefined,
  authenticate: async () => ({ result: undefined }),
});

/** Signs whoever asks in as one user: the API is for people, and the bench is nobody's secret. */
export const authModuleBench = createBackendModule({
  pluginId: 'auth',
  moduleId: 'bench',
  register({ registerInit }) {
    registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: 'bench',
          factory: createProxyAuthProviderFactory({
            authenticator: everyone,
            signInResolver: async (_, context) =>
              context.issueToken({ claims: { sub: USER, ent: [USER] } }),
          }),
        });
      },
    });
  },
});
