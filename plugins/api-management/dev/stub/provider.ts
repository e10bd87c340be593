import {
  allowedActions,
  nextState,
  productStates,
  type SubscriptionState,
  subscriptionActions,
  subscriptionStates,
} from '@oaf/backstage-plugin-api-management-common';
import { ago, products, subscriptions } from './data';
import { usage } from './usage';

type Question = {
  query: URLSearchParams;
  ids: string[];
  body: Record<string, any>;
};
type Route = [method: string, path: RegExp, answer: (q: Question) => unknown];

const minutes = 60_000;
const page = <Item>(items: Item[]) => ({ items, totalItems: items.length });

const accounts = [
  {
    id: 'link-1',
    driver: 'local',
    accountId: 'embedded',
    partition: 'local',
    alias: 'Embedded gateway',
    state: 'verified',
    regions: [
      { region: 'local', apiCount: 4, fresh: true, syncedAt: ago(2 * minutes) },
    ],
    apiCount: 4,
    syncedAt: ago(2 * minutes),
    createdAt: ago(9000 * minutes),
    updatedAt: ago(2 * minutes),
  },
  {
    id: 'link-2',
    driver: 'aws',
    accountId: '210987654321',
    partition: 'aws',
    alias: 'Payments production',
    state: 'degraded',
    regions: [
      {
        region: 'eu-central-1',
        apiCount: 12,
        fresh: true,
        syncedAt: ago(4 * minutes),
      },
      {
        region: 'eu-west-1',
        apiCount: 3,
        fresh: false,
        syncedAt: ago(900 * minutes),
        error: 'AccessDeniedException: apigateway:GET on /restapis',
      },
    ],
    apiCount: 15,
    syncedAt: ago(900 * minutes),
    createdAt: ago(90000 * minutes),
    updatedAt: ago(4 * minutes),
  },
];

const gatewayApis = () => [
  ...products.map((product, index) => ({
    id: `gateway-${product.id}`,
    accountLinkId: 'link-1',
    accountId: 'embedded',
    accountAlias: 'Embedded gateway',
    region: 'local',
    apiId: product.id,
    stage: 'live',
    name: product.id,
    title: product.title,
    description: product.summary,
    apiVersion: '1.4.0',
    protocol: index === 3 ? 'HTTP' : 'REST',
    invokeUrl: `http://localhost:7010/${product.id}`,
    entityRef: `api:default/${product.id}`,
    tags: {},
    products:
      index === 2
        ? []
        : [{ id: product.id, title: product.title, state: product.state }],
    subscriptionCount: index,
    importedAt: ago((index + 1) * minutes),
    changedAt: ago(4000 * minutes),
  })),
];

const withProductActions = (product: (typeof products)[number]) => ({
  ...product,
  actions: allowedActions(productStates, product.state),
  editable: true,
});

const withSubscriptionActions = (
  subscription: (typeof subscriptions)[number],
) => ({
  ...subscription,
  actions: subscriptionActions.filter(
    action =>
      action !== 'withdraw' &&
      allowedActions(subscriptionStates, subscription.state).includes(action),
  ),
});

const forProvider = (query: URLSearchParams) => {
  const states = query.getAll('state');
  return subscriptions
    .filter(
      ({ state, product }) =>
        (states.length === 0 || states.includes(state)) &&
        [null, product.id].includes(query.get('productId')),
    )
    .map(withSubscriptionActions);
};

function transition({ ids: [id], body }: Question) {
  const subscription = subscriptions.find(each => each.id === id)!;
  const next = nextState(subscriptionStates, subscription.state, body.action);
  subscription.state = (
    next === 'approved' ? 'active' : next
  ) as SubscriptionState;
  return withSubscriptionActions(subscription);
}

function transitionProduct({ ids: [id], body }: Question) {
  const product = products.find(each => each.id === id)!;
  product.state = nextState(productStates, product.state, body.action)!;
  return withProductActions(product);
}

/** What only the provider's pages ask for. */
export const providerRoutes: Route[] = [
  [
    'GET',
    /^\/overview$/,
    () => ({
      waitingApprovals: forProvider(new URLSearchParams('state=requested'))
        .length,
      oldestWaitingSince: ago(190 * minutes),
      callsToday: 18_204,
      errorsToday: 311,
      revenueThisMonth: [{ currency: 'EUR', amount: '1284.5' }],
      accountsNotFresh: 1,
      expiringCredentials: 2,
      topProducts: products.slice(0, 3).map(({ id, title }, index) => ({
        id,
        title,
        calls: [11_230, 5_120, 1_854][index],
      })),
    }),
  ],
  ['GET', /^\/account-links$/, () => page(accounts)],
  [
    'GET',
    /^\/account-links\/([^/]+)$/,
    ({ ids }) => accounts.find(({ id }) => id === ids[0]),
  ],
  [
    'POST',
    /^\/account-links\/([^/]+)\/sync$/,
    ({ ids }) => accounts.find(({ id }) => id === ids[0]),
  ],
  [
    'GET',
    /^\/gateway-apis$/,
    ({ query }) =>
      page(
        gatewayApis().filter(
          ({ title, protocol, products: parts }) =>
            title
              .toLowerCase()
              .includes((query.get('search') ?? '').toLowerCase()) &&
            [null, protocol].includes(query.get('protocol')) &&
            [null, String(parts.length > 0)].includes(query.get('published')),
        ),
      ),
  ],
  [
    'GET',
    /^\/gateway-apis\/([^/]+)$/,
    ({ ids }) => gatewayApis().find(({ id }) => id === ids[0]),
  ],
  [
    'GET',
    /^\/products\/([^/]+)$/,
    ({ ids }) =>
      products.filter(({ id }) => id === ids[0]).map(withProductActions)[0],
  ],
  [
    'POST',
    /^\/products$/,
    ({ body }) => {
      const product = {
        ...products[0],
        ...body,
        id: `product-${products.length}`,
        state: 'draft' as const,
        gatewayApis: [products[0].gatewayApis[0]],
        plans: body.plans.map((plan: object, index: number) => ({
          ...plan,
          id: `plan-${index}`,
          state: 'draft',
          subscriptionCount: 0,
        })),
        subscriptionCount: 0,
      };
      products.push(product);
      return product;
    },
  ],
  ['POST', /^\/products\/([^/]+)\/transitions$/, transitionProduct],
  ['POST', /^\/subscriptions\/([^/]+)\/transitions$/, transition],
];

/** What the provider's pages ask for with `side=provider`. */
export const providerSideRoutes: Route[] = [
  ['GET', /^\/subscriptions$/, ({ query }) => page(forProvider(query))],
  [
    'GET',
    /^\/usage$/,
    ({ query }) => {
      const answer = usage(query);
      return query.get('groupBy') === 'product'
        ? {
            ...answer,
            groups: products.slice(0, 3).map(({ id, title }, index) => ({
              id,
              title,
              counts: {
                ...answer.totals,
                calls: Math.round(answer.totals.calls / (index + 1.6)),
              },
            })),
          }
        : answer;
    },
  ],
];
