import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { product } from '../__testUtils__/examples';
import { refusal } from '../__testUtils__/refusal';
import { renderPage } from '../__testUtils__/renderPage';
import { ListToolbar } from './ListToolbar';
import { menuFailureOf } from './MenuFailures';
import { useServerOptions } from './useServerOptions';
import { useServerTable } from './useServerTable';

jest.setTimeout(60_000);

/** A failure of the server is asked about again before it is told. */
const patience = { timeout: 20_000 };

beforeAll(() => {
  const nothing = { observe() {}, unobserve() {}, disconnect() {} };
  Object.assign(window, { IntersectionObserver: jest.fn(() => nothing) });
});

const page = (...items: object[]) => ({ items, totalItems: items.length });

function ProductFilter() {
  const list = useServerTable('listSubscriptions', {
    filterNames: ['productId'],
    orderBy: 'requestedAt:desc',
    toQuery: () => ({}),
  });
  const products = useServerOptions('listProducts', {
    chosen: [],
    get: async () => product,
    toOption: ({ id, title }) => ({ id, label: title }),
  });
  const filter = { name: 'productId', label: 'Product', any: 'All products' };
  return <ListToolbar list={list} filters={[{ ...filter, ...products }]} />;
}

describe('a menu whose choices cannot be read', () => {
  it('says so beside itself, and reads them again when told to', async () => {
    const listProducts = jest
      .fn()
      .mockRejectedValue(await refusal('Out of order', 500));
    await renderPage(<ProductFilter />, {
      client: { listProducts, listSubscriptions: jest.fn(async () => page()) },
    });
    expect(await screen.findByRole('alert', {}, patience)).toHaveTextContent(
      'The choices of “Product” could not be read: Out of order',
    );
    const menu = screen.getByRole('button', { name: /All products/ });

    listProducts.mockResolvedValue(page(product));
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    await waitFor(
      () => expect(screen.queryByRole('alert')).not.toBeInTheDocument(),
      patience,
    );
    await userEvent.click(menu);
    expect(
      await screen.findByRole('option', { name: product.title }, patience),
    ).toBeInTheDocument();
  });
});

describe('menus that are read together', () => {
  it('fail once', async () => {
    const refetch = jest.fn();
    const failure = menuFailureOf({ error: new Error('Away'), refetch });
    const menu = { any: 'All', options: [], failure };
    const Menus = () => {
      const list = useServerTable('listProducts', {
        filterNames: [],
        orderBy: 'title:asc',
        toQuery: () => ({}),
      });
      return (
        <ListToolbar
          list={list}
          filters={[
            { ...menu, name: 'tag', label: 'Tag' },
            { ...menu, name: 'owner', label: 'Owner' },
          ]}
        />
      );
    };
    await renderPage(<Menus />, {
      client: { listProducts: jest.fn(async () => page()) },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The choices of “Tag, Owner” could not be read: Away',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    expect(refetch).toHaveBeenCalledTimes(1);
  });

  it('say nothing while all is well', () => {
    expect(menuFailureOf({ error: null, refetch: jest.fn() })).toBeUndefined();
  });
});
