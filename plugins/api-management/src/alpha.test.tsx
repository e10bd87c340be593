import { ConfigReader } from '@backstage/core-app-api';
import { createApp } from '@backstage/frontend-defaults';
import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { mockApis } from '@backstage/frontend-test-utils';
import {
  SignInPageBlueprint,
  type SignInPageProps,
} from '@backstage/plugin-app-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import type { ApiManagementClient } from '@oaf/backstage-plugin-api-management-common';
import { render, screen, within } from '@testing-library/react';
import { useEffect } from 'react';
import plugin from './alpha';
import { apiManagementApiRef } from './shared/api';

const patience = { timeout: 30_000 };

const client = {
  listAccountLinks: async () => ({ items: [], totalItems: 0 }),
  listGatewayDrivers: async () => ({ items: [] }),
} as unknown as ApiManagementClient;

const stubClient = createFrontendModule({
  pluginId: 'api-management',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: apiManagementApiRef,
          deps: {},
          factory: () => client,
        }),
    }),
  ],
});

function SignIn({ onSignInSuccess }: SignInPageProps) {
  useEffect(() => onSignInSuccess(mockApis.identity()), [onSignInSuccess]);
  return null;
}

type Decide = (permission: string) => 'ALLOW' | 'DENY';

const stubPermissions = (decide: Decide) =>
  createFrontendModule({
    pluginId: 'app',
    extensions: [
      ApiBlueprint.make({
        name: 'permission',
        params: defineParams =>
          defineParams({
            api: permissionApiRef,
            deps: {},
            factory: () => ({
              authorize: async ({ permission }) =>
                ({ result: decide(permission.name) } as never),
            }),
          }),
      }),
    ],
  });

/** Everyone is signed in. */
const stubSignIn = createFrontendModule({
  pluginId: 'app',
  extensions: [
    SignInPageBlueprint.make({
      params: { loader: async () => SignIn },
    }),
  ],
});

/** The test app of Backstage cannot wait for a permission, so this is a whole one. */
function openApp(result: 'ALLOW' | 'DENY' | Decide, path: string) {
  const decide = typeof result === 'string' ? () => result : result;
  window.history.pushState({}, '', path);
  const config = new ConfigReader({
    app: {
      title: 'Test',
      baseUrl: 'http://localhost',
      support: {
        url: 'https://help.example/apis',
        items: [
          {
            title: 'Chat',
            links: [
              { title: 'Ask the API guild', url: 'https://chat.example/apis' },
            ],
          },
        ],
      },
    },
    backend: { baseUrl: 'http://localhost' },
  });
  const app = createApp({
    features: [plugin, stubClient, stubSignIn, stubPermissions(decide)],
    advanced: { configLoader: async () => ({ config }) },
  });
  render(app.createRoot());
}

describe('the plugin in the new frontend system', () => {
  it('draws the provider’s pages as tabs for who may manage', async () => {
    openApp('ALLOW', '/api-management/accounts');
    expect(
      await screen.findByText('No account is linked', {}, patience),
    ).toBeInTheDocument();
    expect(
      screen.getAllByRole('tab').map(({ textContent }) => textContent),
    ).toEqual([
      'Overview',
      'Accounts',
      'APIs',
      'Products',
      'Approvals',
      'Subscriptions',
      'Usage',
      'Billing',
      'Infrastructure',
      'Drift',
    ]);
  });

  it('draws no tab of infrastructure for who may not see it, and says so at its address', async () => {
    openApp(
      permission =>
        permission === 'api-management.infrastructure.read' ? 'DENY' : 'ALLOW',
      '/api-management/infrastructure',
    );
    expect(
      await screen.findByText('You may not see this page', {}, patience),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/api-management\.infrastructure\.read/),
    ).toBeVisible();
    expect(screen.getAllByRole('tab')).toHaveLength(9);
  });

  it('says at an unknown address that there is nothing, and whom to ask', async () => {
    openApp('ALLOW', '/api-management/nonsense');
    expect(
      await screen.findByText('There is no such page', {}, patience),
    ).toBeInTheDocument();
    expect(screen.getAllByRole('tab')).toHaveLength(10);
    expect(
      screen.getByRole('link', { name: 'Contact support' }),
    ).toHaveAttribute('href', 'https://help.example/apis');
    expect(
      screen.getByRole('link', { name: 'Ask the API guild' }),
    ).toHaveAttribute('href', 'https://chat.example/apis');
  });

  it('says so below a tab, too', async () => {
    openApp('ALLOW', '/api-management/overview/nonsense');
    expect(
      await screen.findByText('There is no such page', {}, patience),
    ).toBeInTheDocument();
  });

  it('says to who may not manage what is missing, without an entry in the sidebar', async () => {
    openApp('DENY', '/api-management/accounts');
    expect(
      await screen.findByText('You may not see this page', {}, patience),
    ).toBeInTheDocument();
    expect(screen.getByText(/api-management\.account\.read/)).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Contact support' }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('tab')).not.toBeInTheDocument();
    const sidebar = within(
      screen.getByRole('navigation', { name: 'sidebar nav' }),
    );
    expect(sidebar.getByText('APIs for you')).toBeInTheDocument();
    expect(sidebar.queryByText('API Management')).not.toBeInTheDocument();
  });
});
