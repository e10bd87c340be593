import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { drivers } from '../shared/__testUtils__/accounts';
import { refusal } from '../shared/__testUtils__/refusal';
import { renderPage } from '../shared/__testUtils__/renderPage';
import { AccountsPage } from './accounts/AccountsPage';
import { NewProductPage } from './products/NewProductPage';

const none = jest.fn(async () => ({ items: [], totalItems: 0 }));
const patience = { timeout: 20_000 };

describe('menus whose choices cannot be read', () => {
  it('say so for the drivers of accounts, and can be read again', async () => {
    const listGatewayDrivers = jest
      .fn()
      .mockRejectedValueOnce(await refusal('Out of order'))
      .mockResolvedValue(drivers);
    await renderPage(<AccountsPage />, {
      client: { listGatewayDrivers, listAccountLinks: none },
    });
    expect(await screen.findByRole('alert', {}, patience)).toHaveTextContent(
      'The choices of “Driver” could not be read: Out of order',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    await waitFor(
      () => expect(screen.queryByRole('alert')).not.toBeInTheDocument(),
      patience,
    );
    expect(
      screen.getByRole('button', { name: /All drivers/ }),
    ).toBeInTheDocument();
  });

  it('do not leave a new product loading for ever', async () => {
    const getBackstageIdentity = jest
      .fn()
      .mockRejectedValue(await refusal('Out of order'));
    await renderPage(<NewProductPage />, {
      client: { listGatewayApis: none },
      identity: { getBackstageIdentity },
    });
    expect(await screen.findByRole('alert', {}, patience)).toHaveTextContent(
      'Out of order',
    );
    expect(screen.getByRole('button', { name: 'Retry' })).toBeInTheDocument();
  });
});
