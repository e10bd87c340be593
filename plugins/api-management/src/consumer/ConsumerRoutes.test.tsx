import { screen } from '@testing-library/react';
import { product } from '../shared/__testUtils__/examples';
import { refusal } from '../shared/__testUtils__/refusal';
import {
  renderPage,
  type StubClient,
} from '../shared/__testUtils__/renderPage';
import { ConsumerRoutes } from './ConsumerRoutes';

const open = (path: string, client: StubClient = {}) =>
  renderPage(<ConsumerRoutes />, {
    client,
    path: '/apis/*',
    at: `/apis/${path}`,
  });

const hidden = async () => {
  throw await refusal('There is no such thing that you may see', 404);
};

describe('the consumer’s addresses', () => {
  it.each([
    'nonsense',
    'costs/nonsense',
    'products',
    'subscriptions',
    'applications/1/nonsense',
    'products/product-1/nonsense',
  ])('say that there is nothing at %s', async path => {
    await open(path, { getProduct: jest.fn(async () => product) });
    expect(
      await screen.findByRole('heading', { name: 'There is no such page' }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Go to the APIs for you' }),
    ).toHaveAttribute('href', '/apis');
  });

  it.each([
    ['products/unknown/guide', 'getProduct'],
    ['applications/unknown', 'getApplication'],
    ['subscriptions/unknown', 'getSubscription'],
  ] as const)(
    'say at %s that it does not exist or is not for the reader',
    async (path, operation) => {
      await open(path, { [operation]: jest.fn(hidden) });
      expect(
        await screen.findByRole('heading', {
          name: 'This does not exist, or you are not allowed to see it',
        }),
      ).toBeInTheDocument();
      expect(
        screen.getByText('There is no such thing that you may see'),
      ).toBeInTheDocument();
      expect(
        screen.queryByRole('button', { name: 'Retry' }),
      ).not.toBeInTheDocument();
    },
  );
});
