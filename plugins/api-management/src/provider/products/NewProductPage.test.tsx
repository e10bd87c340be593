import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { gatewayApi, product } from '../../shared/__testUtils__/examples';
import { refusal } from '../../shared/__testUtils__/refusal';
import { renderPage } from '../../shared/__testUtils__/renderPage';
import { NewProductPage } from './NewProductPage';

function render(createProduct: jest.Mock) {
  renderPage(<NewProductPage />, {
    client: {
      getGatewayApi: jest.fn(async () => gatewayApi),
      listGatewayApis: jest.fn(async () => ({
        items: [gatewayApi],
        totalItems: 1,
      })),
      createProduct,
    },
    at: '/?gatewayApiId=api-1',
  });
}

describe('NewProductPage', () => {
  it('points at each mistake and sends nothing', async () => {
    const createProduct = jest.fn();
    render(createProduct);
    await userEvent.clear(
      await screen.findByLabelText(/^Title/, { selector: '[maxlength="120"]' }),
    );
    await userEvent.type(screen.getByLabelText('Per call'), '1,5');
    await userEvent.click(screen.getByRole('button', { name: 'Create draft' }));
    expect(screen.getByText('Give the product a title.')).toBeInTheDocument();
    expect(
      screen.getByText('A decimal with at most six places, e.g. 0.01.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('2 fields need your attention'),
    ).toBeInTheDocument();
    expect(createProduct).not.toHaveBeenCalled();
  });

  it('sends a product filled in from the API, amounts as they were typed', async () => {
    const createProduct = jest.fn(async () => product);
    render(createProduct);
    await userEvent.type(await screen.findByLabelText('Per month'), '20');
    await userEvent.type(screen.getByLabelText('Per call'), '0.010');
    await userEvent.type(screen.getByLabelText(/^Tags/), 'banking, open-data');
    await userEvent.click(screen.getByRole('button', { name: 'Create draft' }));
    await waitFor(() => expect(createProduct).toHaveBeenCalled());
    expect(createProduct).toHaveBeenCalledWith({
      body: {
        title: 'Accounts API',
        summary: 'Balances of a customer.',
        description: 'Balances of a customer.',
        owner: 'group:default/team-a',
        tags: ['banking', 'open-data'],
        gatewayApiIds: ['api-1'],
        audience: { type: 'everyone' },
        approval: 'manual',
        plans: [
          {
            title: 'Standard',
            limits: { rate: 10, burst: 20 },
            price: {
              currency: 'EUR',
              components: [
                { type: 'flat', amount: '20' },
                { type: 'per-unit', amount: '0.010' },
              ],
            },
          },
        ],
      },
    });
  });

  it('shows why the backend refused', async () => {
    render(
      jest.fn().mockRejectedValue(await refusal('plans.0.title is taken')),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create draft' }),
    );
    expect(
      await screen.findByText('plans.0.title is taken'),
    ).toBeInTheDocument();
  });
});
