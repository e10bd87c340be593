import type {
  ApiProduct,
  GatewayApi,
  Plan,
  Subscription,
} from '@oaf/backstage-plugin-api-management-common';

const at = '2026-03-14T09:26:53Z';

export const plan: Plan = {
  id: 'plan-1',
  title: 'Business',
  state: 'published',
  limits: { rate: 50, burst: 100, quota: { limit: 10_000, period: 'day' } },
  price: {
    currency: 'EUR',
    components: [
      { type: 'flat', amount: '20' },
      { type: 'per-unit', amount: '0.01' },
    ],
  },
  subscriptionCount: 0,
};

export const product: ApiProduct = {
  id: 'product-1',
  title: 'Accounts',
  summary: 'Balances of a customer.',
  owner: 'group:default/team-a',
  tags: ['banking'],
  state: 'draft',
  gatewayApis: [
    {
      id: 'api-1',
      title: 'Accounts API',
      entityRef: 'api:default/accounts',
      invokeUrl: 'http://localhost:7010/accounts',
    },
  ],
  audience: { type: 'everyone' },
  approval: 'manual',
  accessProfile: 'fapi2-cc-dpop',
  plans: [plan],
  actions: ['publish'],
  blocked: [],
  editable: true,
  subscriptionCount: 0,
  version: 3,
  createdBy: 'user:default/max',
  createdAt: at,
  updatedAt: at,
};

export const gatewayApi: GatewayApi = {
  id: 'api-1',
  accountLinkId: 'link-1',
  accountId: 'embedded',
  region: 'local',
  apiId: 'accounts',
  stage: 'live',
  name: 'accounts',
  title: 'Accounts API',
  description: 'Balances of a customer.',
  protocol: 'REST',
  invokeUrl: 'http://localhost:7010/accounts',
  entityRef: 'api:default/accounts',
  tags: {},
  products: [],
  subscriptionCount: 0,
  importedAt: at,
  changedAt: at,
};

export const subscription = (id: string, title: string): Subscription => ({
  id,
  state: 'requested',
  actions: ['approve', 'reject'],
  actionsWithReason: ['reject'],
  application: { id: `app-${id}`, title, owner: 'group:default/team-b' },
  product: {
    id: product.id,
    title: product.title,
    owner: product.owner,
    state: 'published',
  },
  plan,
  purpose: `Why ${title} needs it.`,
  requestedBy: 'user:default/bea',
  requestedAt: at,
  updatedAt: at,
});
