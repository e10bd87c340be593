import type { ListUsageGroups } from '@oaf/backstage-plugin-api-management-common';

/** What one row of a table of usage is. */
export type GroupBy = ListUsageGroups['query']['groupBy'];

export const groupTitles: Record<GroupBy, string> = {
  product: 'Product',
  gatewayApi: 'API',
  plan: 'Plan',
  application: 'Application',
  subscription: 'Subscription',
  operation: 'Operation',
  statusClass: 'Status',
};

/** As which the backend has calls that no operation of the API's document matches. */
export const NO_OPERATION = '-';
