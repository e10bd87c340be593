import type { PageTab } from '../shared/routing';

/**
 * The consumer's pages, in the order of their tabs. A sub page of the framework is always a tab, so each drill-down route
 * lives below its tab: `products/:productId`, `applications/:applicationId`, `subscriptions/:subscriptionId`.
 */
export const consumerTabs: PageTab[] = [];
