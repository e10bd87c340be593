import { useApi } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { product } from '../__testUtils__/examples';
import { renderPage } from '../__testUtils__/renderPage';
import { apiManagementApiRef } from '../api';
import { useServerOptions } from './useServerOptions';

function ProductMenu({ initial }: { initial: string }) {
  const [chosen, setChosen] = useState(initial);
  const client = useApi(apiManagementApiRef);
  const menu = useServerOptions('listProducts', {
    query: { orderBy: 'title:asc' },
    chosen: [chosen],
    get: productId => client.getProduct({ path: { productId } }),
    toOption: ({ id, title }) => ({ id, label: title }),
  });
  return (
    <Select
      label="Product"
      {...menu}
      selectedKey={chosen}
      onSelectionChange={key => setChosen(String(key))}
    />
  );
}

/** jsdom has none; the menu watches with it whether its end is in view. */
class NothingIntersects {
  observe() {}
  unobserve() {}
  disconnect() {}
}

beforeAll(() => {
  Object.assign(window, { IntersectionObserver: NothingIntersects });
});

const all = Array.from({ length: 120 }, (_, index) => ({
  ...product,
  id: `product-${index}`,
  title: `Product ${index}`,
}));

function render(initial: string) {
  const listProducts = jest.fn(
    async ({ query: { search = '', offset = 0, limit } }) => {
      const found = all.filter(({ title }) => title.includes(search));
      return {
        items: found.slice(offset, offset + limit),
        totalItems: found.length,
      };
    },
  );
  const getProduct = jest.fn(async ({ path }) =>
    all.find(({ id }) => id === path.productId),
  );
  renderPage(<ProductMenu initial={initial} />, {
    client: { listProducts, getProduct },
  });
  return { listProducts, getProduct };
}

describe('useServerOptions', () => {
  it('names what is chosen, also when no page that was read has it', async () => {
    const { getProduct } = render('product-110');
    expect(
      await screen.findByRole('button', { name: /Product 110/ }),
    ).toBeInTheDocument();
    expect(getProduct).toHaveBeenCalledTimes(1);
  });

  it('searches at the server', async () => {
    const { listProducts } = render('product-3');
    await userEvent.click(
      await screen.findByRole('button', { name: /Product 3/ }),
    );
    await userEvent.type(await screen.findByRole('searchbox'), '77');
    await userEvent.click(
      await screen.findByRole(
        'option',
        { name: 'Product 77' },
        // The menu waits until the typing has stopped, and drawing it takes jsdom long where the machine is shared.
        { timeout: 20_000 },
      ),
    );
    await waitFor(
      () =>
        expect(
          screen.getByRole('button', { name: /Product 77/ }),
        ).toBeInTheDocument(),
      { timeout: 20_000 },
    );
    expect(listProducts).toHaveBeenCalledWith({
      query: { orderBy: 'title:asc', search: '77', limit: 50, offset: 0 },
    });
    await userEvent.click(screen.getByRole('button', { name: /Product 77/ }));
    expect(await screen.findByRole('searchbox')).toHaveValue('');
  });
});
