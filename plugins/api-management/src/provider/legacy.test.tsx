import { permissionApiRef } from '@backstage/plugin-permission-react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { apiManagementApiRef } from '../shared/api';
import { LegacyProviderPage } from './legacy';

// In a file of its own: a permission's answer is remembered for as long as the modules live.
it('says whom the pages are for to who may not manage', async () => {
  const permissions = { authorize: async () => ({ result: 'DENY' } as never) };
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [permissionApiRef, permissions],
        [apiManagementApiRef, {}],
      ]}
    >
      <LegacyProviderPage />
    </TestApiProvider>,
  );
  expect(
    await screen.findByText('You may not see this page'),
  ).toBeInTheDocument();
  expect(screen.getByText('API Management')).toBeInTheDocument();
});
