import type { PageTab } from '../shared/routing';

/** The consumer's pages that are tabs, in their order. */
export const consumerTabs: PageTab[] = [
  {
    path: 'discover',
    title: 'Discover',
    load: () => import('./pages/DiscoverPage').then(m => m.DiscoverPage),
  },
  {
    path: 'applications',
    title: 'My applications',
    load: () =>
      import('./pages/ApplicationsPage').then(m => m.ApplicationsPage),
  },
  {
    path: 'costs',
    title: 'Usage & costs',
    load: () => import('./pages/CostsPage').then(m => m.CostsPage),
  },
];

/** The pages of one thing; `tab` is the path of the tab that leads to it. */
export const consumerDetails: (Omit<PageTab, 'title'> & { tab: string })[] = [
  {
    path: 'products/:productId/*',
    tab: 'discover',
    load: () => import('./pages/ProductPage').then(m => m.ProductPage),
  },
  {
    path: 'applications/:applicationId',
    tab: 'applications',
    load: () => import('./pages/ApplicationPage').then(m => m.ApplicationPage),
  },
  {
    path: 'subscriptions/:subscriptionId',
    tab: 'applications',
    load: () =>
      import('./pages/SubscriptionPage').then(m => m.SubscriptionPage),
  },
];
