import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '../../shared/__testUtils__/renderPage';
import { AccountsPage } from './AccountsPage';

describe('AccountsPage', () => {
  it('says why it could not load and tries again on request', async () => {
    const listAccountLinks = jest
      .fn()
      .mockRejectedValueOnce(new TypeError('Failed to fetch'))
      .mockRejectedValueOnce(new TypeError('Failed to fetch'))
      .mockRejectedValueOnce(new TypeError('Failed to fetch'))
      .mockResolvedValue({ items: [], totalItems: 0 });
    renderPage(<AccountsPage />, { client: { listAccountLinks } });
    expect(
      await screen.findByText('Failed to fetch', {}, { timeout: 10_000 }),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByText('No account is linked')).toBeInTheDocument();
  }, 20_000);
});
