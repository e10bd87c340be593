import {
  allowedActions,
  nextState,
  productStates,
  type SubscriptionState,
  subscriptionActions,
  subscriptionStates,
} from '@oaf/backstage-plugin-api-management-common';
import { ago, products } from './data';
import { subscriptions } from './subscriptions';
import type { Question, Route } from './Route';
import { usage } from './usage';

const minutes = 60_000;
const page = <Item>(items: Item[]) => ({ items, totalItems: items.length });

const importFindings = [
  {
    arn: 'arn:aws:apigateway:eu-central-1::/restapis/a1b2c3d4e5/stages/live',
    lifecycle: 'production',
    lastDefinitionChange: {
      changedAt: ago(4000 * minutes),
      breakingCount: 2,
      nonBreakingCount: 1,
    },
  },
  {
    definitionNote:
      'The gateway has no export of this API, because it has models that are not JSON. Only what is known without it is shown.',
  },
  {
    importError:
      'The gateway answered AccessDeniedException to GetExport. Give the role apigateway:GET on /restapis/*.',
  },
  {},
];

const definitionChanges = [
  {
    id: 'change-2',
    changedAt: ago(4000 * minutes),
    breakingCount: 2,
    nonBreakingCount: 1,
    fromVersion: '1.4.0',
    toVersion: '2.0.0',
    details: [
      {
        breaking: true,
        path: 'DELETE /accounts/{accountId}/transactions',
        description: 'The operation was removed.',
      },
      {
        breaking: true,
        path: 'GET /accounts',
        description: 'The parameter x-fapi-interaction-id became required.',
      },
      {
        breaking: false,
        path: 'GET /accounts/{accountId}/balances',
        description: 'The operation was added.',
      },
    ],
  },
  {
    id: 'change-1',
    changedAt: ago(40_000 * minutes),
    breakingCount: 0,
    nonBreakingCount: 1,
    fromVersion: '1.3.0',
    toVersion: '1.4.0',
    details: [
      {
        breaking: false,
        path: 'GET /accounts',
        description: 'The response field nickname was added.',
      },
    ],
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
    ...importFindings[index],
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
    /^\/gateway-apis\/([^/]+)\/definition-changes$/,
    ({ ids: [id] }) => page(id === 'gateway-accounts' ? definitionChanges : []),
  ],
  [
    'POST',
    /^\/gateway-apis\/([^/]+)\/sync$/,
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
