import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { product } from '../../shared/__testUtils__/examples';
import { renderPage } from '../../shared/__testUtils__/renderPage';
import { DiscoverPage } from './DiscoverPage';

const offered = { ...product, state: 'published' };
const page = (items: unknown[]) => ({ items, totalItems: items.length });

const getProductFacets = jest.fn(async () => ({
  tags: [{ value: 'banking', count: 1 }],
  owners: [{ value: 'group:default/team-a', count: 1 }],
}));

const renderDiscover = (listProducts: jest.Mock, at = '/') =>
  renderPage(<DiscoverPage />, {
    client: { listProducts, getProductFacets },
    at,
  });

describe('DiscoverPage', () => {
  it('asks the server for what the filters in the address say', async () => {
    const listProducts = jest.fn(async () => page([offered]));
    await renderDiscover(listProducts, '/?tag=banking&price=paid');
    expect(
      await screen.findByRole('link', { name: 'Accounts' }),
    ).toHaveAttribute('href', '/apis/products/product-1');
    expect(listProducts).toHaveBeenCalledWith({
      query: expect.objectContaining({
        state: ['published', 'deprecated'],
        tag: 'banking',
        price: 'paid',
        offset: 0,
      }),
    });
  });

  it('searches at the server', async () => {
    const listProducts = jest.fn(async () => page([offered]));
    await renderDiscover(listProducts);
    await userEvent.type(
      await screen.findByRole('searchbox', { name: 'Search products' }),
      'balance',
    );
    await waitFor(() =>
      expect(listProducts).toHaveBeenCalledWith({
        query: expect.objectContaining({ search: 'balance' }),
      }),
    );
  });

  it('says what to do when nothing is offered, and when nothing matches', async () => {
    const { unmount } = await renderDiscover(jest.fn(async () => page([])));
    expect(
      await screen.findByText('No product is offered to you yet'),
    ).toBeInTheDocument();
    unmount();

    const listProducts = jest.fn(async ({ query }) =>
      page(query.tag ? [] : [offered]),
    );
    await renderDiscover(listProducts, '/?tag=insurance');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Clear filters' }),
    );
    expect(
      await screen.findByRole('link', { name: 'Accounts' }),
    ).toBeInTheDocument();
  });

  it('says why the list could not be read, and reads it again on request', async () => {
    let broken = true;
    const listProducts = jest.fn(async () => {
      if (broken) {
        throw new Error('The database is away');
      }
      return page([offered]);
    });
    await renderDiscover(listProducts);
    const retry = await screen.findByRole(
      'button',
      { name: 'Retry' },
      { timeout: 8000 },
    );
    expect(screen.getByText('The database is away')).toBeInTheDocument();
    broken = false;
    await userEvent.click(retry);
    expect(
      await screen.findByRole('link', { name: 'Accounts' }),
    ).toBeInTheDocument();
  }, 15_000);
});
