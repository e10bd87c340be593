import { infrastructureReadPermission } from '@oaf/backstage-plugin-api-management-common';
import { onlyPage, type PageTab } from '../shared/routing/PageTab';

/** The provider's pages, in the order of their tabs. */
export const providerTabs: PageTab[] = [
  {
    path: 'overview',
    title: 'Overview',
    load: () =>
      onlyPage(import('./overview/OverviewPage').then(m => m.OverviewPage)),
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
      onlyPage(
        import('./gatewayApis/GatewayApisPage').then(m => m.GatewayApisPage),
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
      onlyPage(import('./approvals/ApprovalsPage').then(m => m.ApprovalsPage)),
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
    load: () => onlyPage(import('./usage/UsagePage').then(m => m.UsagePage)),
  },
  {
    path: 'billing',
    title: 'Billing',
    load: () =>
      onlyPage(import('./billing/BillingPage').then(m => m.BillingPage)),
  },
  {
    path: 'infrastructure',
    title: 'Infrastructure',
    permission: infrastructureReadPermission,
    load: () =>
      import('./infrastructure/InfrastructurePages').then(
        m => m.InfrastructurePages,
      ),
  },
  {
    path: 'drift',
    title: 'Drift',
    load: () => onlyPage(import('./drift/DriftPage').then(m => m.DriftPage)),
  },
];
