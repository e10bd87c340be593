import { screen } from '@testing-library/react';
import { product } from '../shared/__testUtils__/examples';
import { refusal } from '../shared/__testUtils__/refusal';
import {
  renderPage,
  type StubClient,
} from '../shared/__testUtils__/renderPage';
import { TabRoutes } from '../shared/routing';
import { AccountPages } from './accounts/AccountPages';
import { InfrastructurePages } from './infrastructure/InfrastructurePages';
import { ProductPages } from './products/ProductPages';
import { SubscriptionPages } from './subscriptions/SubscriptionPages';

const root = '/api-management';

const tabs = [
  { path: 'accounts', title: 'Accounts', element: <AccountPages /> },
  {
    path: 'infrastructure',
    title: 'Infrastructure',
    element: <InfrastructurePages />,
  },
  { path: 'products', title: 'Products', element: <ProductPages /> },
  {
    path: 'subscriptions',
    title: 'Subscriptions',
    element: <SubscriptionPages />,
  },
];

const open = (
  path: string,
  client: StubClient = {},
  authorize: 'ALLOW' | 'DENY' = 'ALLOW',
) =>
  renderPage(<TabRoutes root={root} tabs={tabs} />, {
    client,
    authorize,
    path: `${root}/*`,
    at: `${root}/${path}`,
  });

const hidden = async () => {
  throw await refusal('Hidden from you', 404);
};

describe('the provider’s addresses', () => {
  it.each([
    'nonsense',
    'accounts/1/2/3',
    'infrastructure/stacks',
    'products/1/2',
    'subscriptions/1/2',
  ])('say that there is nothing at %s', async path => {
    await open(path);
    expect(
      await screen.findByRole('heading', { name: 'There is no such page' }),
    ).toBeInTheDocument();
  });

  it.each([
    ['accounts/unknown', 'getAccountLink'],
    ['accounts/unknown/link', 'getAccountLink'],
    ['accounts/batches/unknown', 'getAccountLinkBatch'],
    ['infrastructure/stacks/unknown', 'getStack'],
    ['infrastructure/stacks/unknown/update', 'getStack'],
    ['infrastructure/deployments/unknown', 'getDeployment'],
    ['infrastructure/deployments/unknown/again', 'getDeployment'],
    ['products/unknown', 'getProduct'],
    ['products/unknown/edit', 'getProduct'],
    ['products/new?gatewayApiId=unknown', 'getGatewayApi'],
    ['subscriptions/unknown', 'getSubscription'],
  ] as const)('say at %s that it is hidden', async (path, operation) => {
    await open(path, { [operation]: jest.fn(hidden) });
    expect(
      await screen.findByRole('heading', {
        name: 'This does not exist, or you are not allowed to see it',
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Go to the overview' }),
    ).toHaveAttribute('href', `${root}/overview`);
  });

  it.each([
    ['accounts/link', 'api-management.account.manage'],
    ['accounts/link-many', 'api-management.account.manage'],
    ['accounts/link-1/link', 'api-management.account.manage'],
    ['accounts/batches/batch-1', 'api-management.account.manage'],
    ['infrastructure/deploy', 'api-management.infrastructure.deploy'],
    ['infrastructure/stacks/1/update', 'api-management.infrastructure.deploy'],
    ['products/new', 'api-management.product.create'],
  ])('say at %s which permission is missing', async (path, permission) => {
    await open(path, {}, 'DENY');
    expect(
      await screen.findByRole('heading', { name: 'You may not see this page' }),
    ).toBeInTheDocument();
    expect(screen.getByText(new RegExp(permission))).toBeInTheDocument();
  });

  it('do not offer to edit what the reader may not', async () => {
    const getProduct = jest.fn(async () => ({ ...product, editable: false }));
    await open('products/product-1/edit', { getProduct });
    expect(
      await screen.findByRole('heading', {
        name: 'Accounts cannot be edited by you',
      }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('form')).not.toBeInTheDocument();
  });
});
