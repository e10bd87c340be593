import type { UsageRoute } from '@oaf/backstage-plugin-api-management-node';

/** Whose calls are logged, and where they arrive. */
export type Traffic = {
  /** Where calls arrive, as logged. */
  account: { accountId: string; region: string };
  stage: string;
  apiIds: string[];
  /** Whether paths begin with the API's id, as those of the embedded gateway do. */
  isUnderApi?: boolean;
  /** How many call; Zipf's law says how often each does. */
  subscriptions: number;
  /** Of a subscription's id; `-` and its number, from 1, follow. */
  subscriptionId: string;
};

/** What every API has. Most calls are of the first ones. */
export const operations = [
  { method: 'GET', path: '/accounts/{id}' },
  { method: 'GET', path: '/accounts/{id}/transactions' },
  { method: 'GET', path: '/accounts' },
  { method: 'POST', path: '/payments' },
  { method: 'GET', path: '/payments/{id}' },
  { method: 'GET', path: '/cards/{id}/limits' },
  { method: 'PUT', path: '/cards/{id}/limits' },
  { method: 'DELETE', path: '/payments/{id}' },
  { method: 'GET', path: '/rates' },
  { method: 'POST', path: '/accounts/{id}/statements' },
];

const apiNames = Array.from({ length: 20 }, (_, api) => `api-${api}`);

/** Twenty APIs of one account that 10,000 subscriptions call. */
export const companyTraffic: Traffic = {
  account: { accountId: '111122223333', region: 'eu-central-1' },
  stage: 'prod',
  apiIds: apiNames,
  subscriptions: 10_000,
  subscriptionId: '0f8fad5b-d9cb-469f-a165-70867728950e',
};

/** The APIs as the product knows them from their documents. */
export const routesOf = ({ account, stage, apiIds }: Traffic): UsageRoute[] =>
  apiIds.map((apiId, api) => ({
    ...account,
    apiId,
    stage,
    basePath: '',
    gatewayApiId: `gateway-api-${api}`,
    operations,
  }));
