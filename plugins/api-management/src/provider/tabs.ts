import { onlyPage, type PageTab } from '../shared/routing';

/** The provider's pages, in the order of their tabs. */
export const providerTabs: PageTab[] = [
  {
    path: 'overview',
    title: 'Overview',
    load: () =>
      import('./overview/OverviewPage').then(m => onlyPage(m.OverviewPage)),
  },
  {
    path: 'accounts',
    title: 'Accounts',
    load: () => import('./accounts/AccountPages').then(m => m.AccountPages),
  },
  {
    path: 'gateway-apis',
    title: 'APIs',
    load: () =>
      import('./gatewayApis/GatewayApisPage').then(m =>
        onlyPage(m.GatewayApisPage),
      ),
  },
  {
    path: 'products',
    title: 'Products',
    load: () => import('./products/ProductPages').then(m => m.ProductPages),
  },
  {
    path: 'approvals',
    title: 'Approvals',
    load: () =>
      import('./approvals/ApprovalsPage').then(m => onlyPage(m.ApprovalsPage)),
  },
  {
    path: 'subscriptions',
    title: 'Subscriptions',
    load: () =>
      import('./subscriptions/SubscriptionPages').then(
        m => m.SubscriptionPages,
      ),
  },
  {
    path: 'usage',
    title: 'Usage',
    load: () => import('./usage/UsagePage').then(m => onlyPage(m.UsagePage)),
  },
  {
    path: 'billing',
    title: 'Billing',
    load: () =>
      import('./billing/BillingPage').then(m => onlyPage(m.BillingPage)),
  },
];
