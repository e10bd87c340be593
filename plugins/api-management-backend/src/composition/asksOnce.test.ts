import { accountsProduct } from '../__testUtils__/portal/story';
import { usePortal } from '../__testUtils__/portal/usePortal';
import type { Person } from '../__testUtils__/portal/people';

jest.setTimeout(60_000);

const portal = usePortal();

type World = Awaited<ReturnType<typeof world>>;

/** A product, an application and an active subscription with its credentials. */
async function world() {
  const product = await portal.publish('max');
  const draft = await portal.draft('max', {
    ...accountsProduct,
    title: 'Draft',
  });
  const application = await portal.application('bea');
  const subscription = await portal.activate('bea', 'max', product, {
    applicationId: application.id,
  });
  const requested = await portal.subscribe('carl', product);
  const unused = await portal.application('bea', { title: 'Unused' });
  const credentials = await portal
    .as('bea')
    .get(`/subscriptions/${subscription.id}/credentials`);
  const key = credentials.body.items.find(
    ({ type }: any) => type === 'api-key',
  );
  return { product, draft, application, subscription, requested, unused, key };
}

const productBody = ({ product }: World) => ({
  title: 'Another title',
  summary: product.summary,
  owner: product.owner,
  audience: product.audience,
  approval: product.approval,
  gatewayApiIds: product.gatewayApis.map(({ id }: { id: string }) => id),
  plans: product.plans.map(({ id, title, limits, price }: any) => ({
    id,
    title,
    limits,
    price,
  })),
});

type Step = [
  what: string,
  person: Person,
  method: 'get' | 'post' | 'put',
  request: (its: World) => [path: string, body?: object],
];

const steps: Step[] = [
  ['listing accounts', 'ada', 'get', () => ['/account-links']],
  ['listing gateway APIs', 'ada', 'get', () => ['/gateway-apis']],
  ['the overview', 'max', 'get', () => ['/overview']],
  ['listing products', 'max', 'get', () => ['/products']],
  ['a product', 'max', 'get', ({ product }) => [`/products/${product.id}`]],
  [
    'making a product',
    'max',
    'post',
    its => ['/products', withoutPlanIds(productBody(its))],
  ],
  [
    'saving a product',
    'max',
    'put',
    its => [
      `/products/${its.product.id}?version=${its.product.version}`,
      productBody(its),
    ],
  ],
  [
    'publishing a product',
    'max',
    'post',
    ({ draft }) => [`/products/${draft.id}/transitions`, { action: 'publish' }],
  ],
  ['listing applications', 'bea', 'get', () => ['/applications']],
  [
    'making an application',
    'bea',
    'post',
    () => ['/applications', { title: 'New', owner: 'user:default/bea' }],
  ],
  [
    'saving an application',
    'bea',
    'put',
    ({ application }) => [
      `/applications/${application.id}?version=${application.version}`,
      { title: 'Renamed', owner: application.owner },
    ],
  ],
  [
    'listing subscriptions of the consumer',
    'bea',
    'get',
    () => ['/subscriptions?side=consumer'],
  ],
  [
    'listing subscriptions of the provider',
    'max',
    'get',
    () => ['/subscriptions?side=provider'],
  ],
  ['a subscription', 'bea', 'get', its => [pathOf(its)]],
  ['a timeline', 'bea', 'get', its => [`${pathOf(its)}/events`]],
  ['connections', 'bea', 'get', its => [`${pathOf(its)}/connections`]],
  ['listing credentials', 'bea', 'get', its => [`${pathOf(its)}/credentials`]],
  [
    'subscribing',
    'bea',
    'post',
    ({ product, unused }) => [
      '/subscriptions',
      {
        applicationId: unused.id,
        productId: product.id,
        planId: product.plans[0].id,
      },
    ],
  ],
  [
    'approving',
    'max',
    'post',
    ({ requested }) => [
      `/subscriptions/${requested.id}/transitions`,
      { action: 'approve' },
    ],
  ],
  [
    'suspending',
    'max',
    'post',
    its => [
      `${pathOf(its)}/transitions`,
      { action: 'suspend', reason: 'Too many errors' },
    ],
  ],
  [
    'issuing a key',
    'bea',
    'post',
    its => [`${pathOf(its)}/credentials`, { type: 'api-key' }],
  ],
  [
    'revealing a key',
    'bea',
    'post',
    its => [`${pathOf(its)}/credentials/${its.key.id}/reveal`],
  ],
  [
    'revoking a key',
    'bea',
    'post',
    its => [`${pathOf(its)}/credentials/${its.key.id}/revoke`],
  ],
  ['usage', 'bea', 'get', () => ['/usage?side=consumer&groupBy=product']],
  [
    'usage by operation',
    'max',
    'get',
    () => ['/usage/groups?side=provider&groupBy=operation'],
  ],
  [
    'single calls',
    'bea',
    'get',
    its => [`/usage/calls?side=consumer&subscriptionId=${its.subscription.id}`],
  ],
  ['calls that are not in the log', 'max', 'get', () => ['/usage/gaps']],
  [
    'those of a product',
    'max',
    'get',
    its => [`/usage/gaps?productId=${its.product.id}`],
  ],
  ['bills', 'max', 'get', () => ['/bills?side=provider']],
];

function pathOf({ subscription }: World) {
  return `/subscriptions/${subscription.id}`;
}

function withoutPlanIds({ plans, ...body }: ReturnType<typeof productBody>) {
  return { ...body, plans: plans.map(({ id, ...plan }: any) => plan) };
}

type Query = { sql: string; bindings: unknown[] };

/** Reads that were made in the same words with nothing written between. */
function repeated(queries: Query[]) {
  const read = new Set<string>();
  const again: string[] = [];
  for (const { sql, bindings } of queries) {
    const words = `${sql} ${JSON.stringify(bindings)}`;
    if (!/^select/i.test(sql)) {
      read.clear();
    } else if (read.has(words)) {
      again.push(words);
    }
    read.add(words);
  }
  return again;
}

/** What the database is asked while something happens. */
async function queriesDuring(perform: () => Promise<void>) {
  const queries: Query[] = [];
  const listen = (query: Query) => queries.push(query);
  portal.knex.on('query', listen);
  await perform();
  portal.knex.removeListener('query', listen);
  return queries;
}

describe('one request', () => {
  it.each(steps)(
    'for %s asks the policy once and reads nothing twice',
    async (_, person, method, requestOf) => {
      const [path, body = {}] = requestOf(await world());
      const caller = portal.as(person);
      portal.permissions.asked = 0;
      const queries = await queriesDuring(async () => {
        const { status } = await caller[method](path, body);
        expect(status).toBeLessThan(300);
      });
      expect(portal.permissions.asked).toBe(1);
      expect(repeated(queries)).toEqual([]);
    },
  );
});
