import { screen, waitFor } from '@testing-library/react';
import { accountLink, region } from '../../shared/__testUtils__/accounts';
import { gatewayApi } from '../../shared/__testUtils__/examples';
import { renderPage } from '../../shared/__testUtils__/renderPage';
import { GatewayApiManagement } from './GatewayApiManagement';

const none = jest.fn(async () => ({ items: [], totalItems: 0 }));

const importing = region({
  region: gatewayApi.region,
  import: {
    state: 'running',
    requestedAt: gatewayApi.importedAt,
    listed: 4,
    exported: 1,
  },
});
const fresh = region({ region: gatewayApi.region });

it('follows an import that runs until it is over', async () => {
  const getAccountLink = jest
    .fn()
    .mockResolvedValueOnce(accountLink({ regions: [importing] }))
    .mockResolvedValue(accountLink({ regions: [fresh] }));
  await renderPage(<GatewayApiManagement api={gatewayApi} />, {
    client: {
      getAccountLink,
      getUsage: jest.fn(() => new Promise(() => {})),
      listProducts: none,
      listSubscriptions: none,
      listDefinitionChanges: none,
    },
  });
  expect(await screen.findByRole('progressbar')).toBeInTheDocument();
  await waitFor(
    () => expect(screen.queryByRole('progressbar')).not.toBeInTheDocument(),
    { timeout: 10_000 },
  );
  expect(screen.getByText('Fresh')).toBeInTheDocument();
});
