import type { Subscription } from '@oaf/backstage-plugin-api-management-common';
import { screen } from '@testing-library/react';
import { subscription } from '../shared/__testUtils__/examples';
import {
  renderPage,
  type StubClient,
} from '../shared/__testUtils__/renderPage';
import { SubscriptionTable } from './applications/SubscriptionTable';
import { SubscriptionPage } from './pages/SubscriptionPage';

const damaged: Subscription = {
  ...subscription('sub-1', 'Quote engine'),
  state: 'active',
  activeAt: '2026-03-14T09:26:53Z',
  actions: ['end'],
  damage: ['product', 'plan'],
  product: { id: 'product-9', title: 'product-9', owner: '', state: 'retired' },
  plan: { id: 'plan-9', title: 'plan-9', state: 'closed' },
};
const page = <Item,>(...items: Item[]) =>
  jest.fn(async () => ({ items, totalItems: items.length, unanswered: [] }));
const client: StubClient = {
  getSubscription: jest.fn(async () => damaged),
  listSubscriptions: page(damaged),
  listSubscriptionEvents: page(),
  listCredentials: page(),
  listConnections: page(),
  listBills: page(),
  getUsage: jest.fn(async () => new Promise(() => {})),
};

describe('a damaged subscription', () => {
  it('is marked among those of its application', async () => {
    renderPage(<SubscriptionTable applicationId="app-1" />, { client });
    expect(await screen.findByText('Damaged')).toBeInTheDocument();
  });

  it('has a page that says what it lacks', async () => {
    renderPage(<SubscriptionPage />, {
      client,
      path: '/subscriptions/:subscriptionId',
      at: '/subscriptions/sub-1',
    });
    expect(
      await screen.findByText(
        'Damaged: its product is missing, its plan is missing',
      ),
    ).toBeInTheDocument();
    expect(screen.queryByText('Active')).not.toBeInTheDocument();
    expect(screen.getByText('Damaged')).toBeInTheDocument();
  });
});
