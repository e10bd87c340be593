import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { accountLink, region } from '../../shared/__testUtils__/accounts';
import { answers, renderAccounts } from './__testUtils__/renderAccounts';

describe('AccountsPage', () => {
  it('says why it could not load and tries again on request', async () => {
    const listAccountLinks = jest
      .fn()
      .mockRejectedValueOnce(new TypeError('Failed to fetch'))
      .mockRejectedValueOnce(new TypeError('Failed to fetch'))
      .mockRejectedValueOnce(new TypeError('Failed to fetch'))
      .mockResolvedValue({ items: [], totalItems: 0 });
    renderAccounts('/', { listAccountLinks });
    expect(
      await screen.findByText('Failed to fetch', {}, { timeout: 10_000 }),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByText('No account is linked')).toBeInTheDocument();
  }, 20_000);

  it('shows of each account how fresh it is and what it needs', async () => {
    renderAccounts('/', {
      listAccountLinks: answers({
        items: [
          accountLink(),
          accountLink({
            id: 'link-2',
            alias: 'Claims test',
            state: 'degraded',
            regions: [
              region(),
              region({ region: 'eu-west-1', fresh: false, error: 'Denied.' }),
            ],
          }),
        ],
        totalItems: 2,
      }),
    });
    expect(
      await screen.findByRole('row', { name: /Payments production/ }),
    ).toHaveTextContent('all fresh');
    const degraded = screen.getByRole('row', { name: /Claims test/ });
    expect(degraded).toHaveTextContent('1 of 2 not fresh');
    expect(degraded).toHaveTextContent('eu-west-1: Denied.');
  });

  it('asks the backend for what the filters say', async () => {
    const listAccountLinks = answers({ items: [], totalItems: 0 });
    renderAccounts('/?state=degraded&fresh=false', { listAccountLinks });
    expect(await screen.findByText('Nothing matches')).toBeInTheDocument();
    await waitFor(() =>
      expect(listAccountLinks).toHaveBeenCalledWith({
        query: expect.objectContaining({
          state: ['degraded'],
          fresh: false,
          orderBy: 'alias:asc',
          offset: 0,
          limit: 20,
        }),
      }),
    );
  });

  it('offers to link one account or many', async () => {
    renderAccounts('/', {
      listAccountLinks: answers({ items: [accountLink()], totalItems: 1 }),
    });
    const toolbar = await screen.findByRole('search');
    expect(
      await within(toolbar).findByRole('link', { name: 'Link account' }),
    ).toHaveAttribute('href', '/api-management/accounts/link');
    expect(
      within(toolbar).getByRole('link', { name: 'Link many' }),
    ).toHaveAttribute('href', '/api-management/accounts/link-many');
  });
});
