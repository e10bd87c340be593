import { screen } from '@testing-library/react';
import { product, subscription } from '../shared/__testUtils__/examples';
import { refusal } from '../shared/__testUtils__/refusal';
import {
  renderPage,
  type StubClient,
} from '../shared/__testUtils__/renderPage';
import { SubscriptionTable } from './applications/SubscriptionTable';
import { ProductCard } from './discover/ProductCard';
import { ProductPage } from './pages/ProductPage';
import { SubscriptionPage } from './pages/SubscriptionPage';

const deprecated = {
  ...product,
  state: 'deprecated' as const,
  stateReason: 'Use Accounts 2.',
};
const subscribed = {
  ...subscription('subscription-1', 'Quote engine'),
  product: deprecated,
};
const page = <Item,>(...items: Item[]) =>
  jest.fn(async () => ({ items, totalItems: items.length, unanswered: [] }));
const client: StubClient = {
  getProduct: jest.fn(async () => deprecated),
  getSubscription: jest.fn(async () => subscribed),
  listSubscriptions: page(subscribed),
  listSubscriptionEvents: page(),
  listBills: page(),
  getUsage: jest.fn(async () => new Promise(() => {})),
};

describe('a deprecation is seen by subscribers', () => {
  it('on the page of the product, with its reason', async () => {
    renderPage(<ProductPage />, {
      client,
      path: '/products/:productId/*',
      at: '/products/product-1/guide',
    });
    expect(
      await screen.findByText(/is deprecated: Use Accounts 2\./),
    ).toBeInTheDocument();
  });

  const subscriptionPage = (more: StubClient = {}) =>
    renderPage(<SubscriptionPage />, {
      client: { ...client, ...more },
      path: '/subscriptions/:subscriptionId',
      at: '/subscriptions/subscription-1',
    });

  it('on the page of the subscription, with its reason', async () => {
    subscriptionPage();
    expect(
      await screen.findByText(/is deprecated: Use Accounts 2\./),
    ).toBeInTheDocument();
  });

  it('there also by who may not see the product any more', async () => {
    subscriptionPage({
      getProduct: jest.fn().mockRejectedValue(await refusal('None', 404)),
    });
    expect(
      await screen.findByText(/is deprecated: Use Accounts 2\./),
    ).toBeInTheDocument();
  });

  it('in the list of their subscriptions', async () => {
    renderPage(<SubscriptionTable applicationId="app-1" />, { client });
    expect(await screen.findByText('Deprecated')).toBeInTheDocument();
  });

  it('among the products', async () => {
    renderPage(<ProductCard product={deprecated} />, { client });
    expect(await screen.findByText('Deprecated')).toBeInTheDocument();
  });
});
