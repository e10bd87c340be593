import { permissionApiRef } from '@backstage/plugin-permission-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import type { ApiManagementClient } from '@oaf/backstage-plugin-api-management-common';
import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import { ApiManagementPage } from './plugin';
import { refusal } from './shared/__testUtils__/refusal';
import { apiManagementApiRef } from './shared/api';

const client = {
  listAccountLinks: async () => ({ items: [], totalItems: 0 }),
  listGatewayDrivers: async () => ({ items: [] }),
  listStackTemplates: async () => ({
    installation: 'i-1',
    serialNumber: 's-1',
    items: [],
  }),
  listStacks: async () => ({ items: [], totalItems: 0 }),
  listDeployments: async () => ({ items: [], totalItems: 0 }),
  getOverview: async () => {
    throw await refusal('Overview is out of order');
  },
} as unknown as ApiManagementClient;

const render = (at: string) =>
  renderInTestApp(
    <TestApiProvider
      apis={[
        [apiManagementApiRef, client],
        [
          permissionApiRef,
          { authorize: async () => ({ result: 'ALLOW' } as never) },
        ],
      ]}
    >
      <Routes>
        <Route path="/api-management/*" element={<ApiManagementPage />} />
      </Routes>
    </TestApiProvider>,
    { routeEntries: [`/api-management/${at}`] },
  );

describe('the plugin in the old frontend system', () => {
  it('draws the provider’s pages as tabs', async () => {
    await render('accounts');
    expect(await screen.findByText('No account is linked')).toBeInTheDocument();
    expect(screen.getByText('API Management')).toBeInTheDocument();
  });

  it.each(['nonsense', 'usage/nonsense', 'products/1/2/3'])(
    'says that there is nothing at %s',
    async path => {
      await render(path);
      expect(
        await screen.findByText('There is no such page'),
      ).toBeInTheDocument();
      expect(screen.getByText('Billing')).toBeInTheDocument();
    },
  );

  it('goes to the first tab where the address names none', async () => {
    await render('');
    expect(
      await screen.findByText('Overview is out of order'),
    ).toBeInTheDocument();
  });

  it('draws what is deployed', async () => {
    await render('infrastructure');
    expect(await screen.findByText('Nothing is deployed')).toBeInTheDocument();
    expect(screen.getByText('Infrastructure')).toBeInTheDocument();
  });

  it.each(['accounts/link', 'accounts/link-many'])(
    'draws the drill-down page %s',
    async path => {
      await render(path);
      expect(
        await screen.findByText('This installation cannot link accounts yet'),
      ).toBeInTheDocument();
    },
  );
});
