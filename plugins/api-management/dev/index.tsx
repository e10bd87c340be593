import '@backstage/cli/asset-types';
// eslint-disable-next-line @backstage/no-ui-css-imports-in-non-frontend -- this entry is an app of its own
import '@backstage/ui/css/styles.css';
import { ConfigReader } from '@backstage/core-app-api';
import { createApp } from '@backstage/frontend-defaults';
import {
  ApiBlueprint,
  createFrontendModule,
  fetchApiRef,
  type IdentityApi,
} from '@backstage/frontend-plugin-api';
import apiDocsPlugin from '@backstage/plugin-api-docs/alpha';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import {
  SignInPageBlueprint,
  type SignInPageProps,
} from '@backstage/plugin-app-react';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { useEffect } from 'react';
import ReactDOM from 'react-dom/client';
import plugin from '../src/alpha';
import { entities } from './stub/entities';
import { stubFetch } from './stub/stubFetch';

const bea: IdentityApi = {
  getBackstageIdentity: async () => ({
    type: 'user',
    userEntityRef: 'user:default/bea',
    ownershipEntityRefs: [
      'user:default/bea',
      'group:default/team-b',
      'group:default/developers',
    ],
  }),
  getCredentials: async () => ({}),
  getProfileInfo: async () => ({ displayName: 'Bea Castellanos' }),
  signOut: async () => {},
};

function SignInAsBea({ onSignInSuccess }: SignInPageProps) {
  useEffect(() => onSignInSuccess(bea), [onSignInSuccess]);
  return null;
}

const appModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    ApiBlueprint.make({
      name: 'fetch',
      params: defineParams =>
        defineParams({
          api: fetchApiRef,
          deps: {},
          factory: () => ({ fetch: stubFetch }),
        }),
    }),
    SignInPageBlueprint.make({
      params: { loader: async () => SignInAsBea },
    }),
  ],
});

const catalogModule = createFrontendModule({
  pluginId: 'catalog',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: catalogApiRef,
          deps: {},
          factory: () => catalogApiMock({ entities }),
        }),
    }),
  ],
});

const config = new ConfigReader({
  app: { title: 'API management', baseUrl: window.location.origin },
  backend: { baseUrl: window.location.origin },
});

const app = createApp({
  features: [plugin, catalogPlugin, apiDocsPlugin, appModule, catalogModule],
  advanced: { configLoader: async () => ({ config }) },
});

ReactDOM.createRoot(document.getElementById('root')!).render(app.createRoot());
