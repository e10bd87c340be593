import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { product } from '../../shared/__testUtils__/examples';
import { refusal } from '../../shared/__testUtils__/refusal';
import { renderPage } from '../../shared/__testUtils__/renderPage';
import { EditProductPage } from './EditProductPage';

describe('EditProductPage', () => {
  it('offers the newer version when somebody else was faster', async () => {
    const getProduct = jest.fn(async () => product);
    const updateProduct = jest
      .fn()
      .mockRejectedValue(await refusal('version 3 was edited', 409));
    renderPage(<EditProductPage />, {
      client: {
        getProduct,
        updateProduct,
        listGatewayApis: jest.fn(async () => ({ items: [], totalItems: 0 })),
      },
      path: '/products/:productId/edit',
      at: '/products/product-1/edit',
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Save' }));
    expect(updateProduct).toHaveBeenCalledWith(
      expect.objectContaining({ query: { version: 3 } }),
    );
    getProduct.mockResolvedValue({
      ...product,
      version: 4,
      title: 'Accounts and cards',
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Load the newer version' }),
    );
    expect(
      await screen.findByDisplayValue('Accounts and cards'),
    ).toBeInTheDocument();
  });
});
