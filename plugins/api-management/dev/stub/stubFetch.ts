import {
  applications,
  bills,
  connection,
  credentials,
  events,
  products,
} from './data';
import { accountRoutes } from './accounts';
import { infrastructureRoutes } from './infrastructure';
import { providerRoutes, providerSideRoutes } from './provider';
import type { Question, Route } from './Route';
import { subscriptions } from './subscriptions';
import { usage } from './usage';
import { usageGaps } from './usageGaps';

const page = <Item>(items: Item[]) => ({ items, totalItems: items.length });
const byId = <Item extends { id: string }>(items: Item[], id: string) =>
  items.find(item => item.id === id);
const contains = (text: string, { query }: Question) =>
  text
    .toLocaleLowerCase()
    .includes((query.get('search') ?? '').toLocaleLowerCase());

const routes: Route[] = [
  [
    'GET',
    /^\/products$/,
    q =>
      page(
        products.filter(
          ({ title, summary, tags, owner, plans, gatewayApis }) =>
            contains(`${title} ${summary}`, q) &&
            (!q.query.get('tag') || tags.includes(q.query.get('tag')!)) &&
            (!q.query.get('owner') || owner === q.query.get('owner')) &&
            (q.query.get('price') !== 'free' ||
              plans.some(plan => plan.price?.components.length === 0)) &&
            (!q.query.get('gatewayApiId') ||
              gatewayApis.some(({ id }) => id === q.query.get('gatewayApiId'))),
        ),
      ),
  ],
  ['GET', /^\/products\/([^/]+)$/, q => byId(products, q.ids[0])],
  [
    'GET',
    /^\/applications$/,
    q => page(applications.filter(({ title }) => contains(title, q))),
  ],
  ['GET', /^\/applications\/([^/]+)$/, q => byId(applications, q.ids[0])],
  ['POST', /^\/applications$/, ({ body }) => addApplication(body)],
  [
    'GET',
    /^\/subscriptions$/,
    ({ query }) =>
      page(
        subscriptions.filter(
          ({ application }) =>
            !query.get('applicationId') ||
            application.id === query.get('applicationId'),
        ),
      ),
  ],
  ['POST', /^\/subscriptions$/, ({ body }) => addSubscription(body)],
  ['GET', /^\/subscriptions\/([^/]+)$/, q => byId(subscriptions, q.ids[0])],
  [
    'GET',
    /^\/subscriptions\/[^/]+\/events$/,
    () => ({ items: events, unanswered: [] }),
  ],
  [
    'GET',
    /^\/subscriptions\/[^/]+\/connections$/,
    () => ({ items: [connection] }),
  ],
  [
    'GET',
    /^\/subscriptions\/[^/]+\/credentials$/,
    () => ({ items: credentials, unanswered: [] }),
  ],
  [
    'POST',
    /^\/subscriptions\/[^/]+\/credentials\/([^/]+)\/reveal$/,
    q => reveal(q.ids[0]),
  ],
  ['GET', /^\/usage$/, ({ query }) => usage(query)],
  ['GET', /^\/usage\/gaps$/, usageGaps],
  ['GET', /^\/usage\/groups$/, () => page([])],
  [
    'GET',
    /^\/bills$/,
    ({ query }) => {
      const items = bills.filter(
        ({ subscriptionId, application }) =>
          [null, subscriptionId].includes(query.get('subscriptionId')) &&
          [null, application.id].includes(query.get('applicationId')),
      );
      return { ...page(items), totals: [{ currency: 'EUR', amount: '85.91' }] };
    },
  ],
];

function addApplication(body: Record<string, any>) {
  const application = {
    ...applications[1],
    id: `application-${applications.length + 1}`,
    title: body.title,
    owner: body.owner,
    subscriptionCount: 0,
  };
  applications.push(application);
  return application;
}

function addSubscription(body: Record<string, any>) {
  const product = byId(products, body.productId)!;
  const subscription = {
    ...subscriptions[1],
    id: `subscription-${subscriptions.length + 1}`,
    application: byId(applications, body.applicationId)!,
    product,
    plan: byId(product.plans, body.planId)!,
    purpose: body.purpose,
  };
  subscriptions.push(subscription);
  return subscription;
}

function reveal(id: string) {
  const credential = byId(credentials, id)!;
  credential.revealable = false;
  return { credential, secret: `${credential.prefix}S3cr3tThatIsShownOnce` };
}

/** Answers like the backend, from memory. */
export async function stubFetch(
  input: RequestInfo | URL,
  init?: RequestInit,
): Promise<Response> {
  const request = new Request(input, init);
  const url = new URL(request.url);
  const path = url.pathname.replace(/^.*\/api\/api-management/, '');
  const sided =
    url.searchParams.get('side') === 'provider' ? providerSideRoutes : [];
  for (const [method, pattern, answer] of [
    ...sided,
    ...accountRoutes,
    ...infrastructureRoutes,
    ...providerRoutes,
    ...routes,
  ]) {
    const match = pattern.exec(path);
    if (match && method === request.method) {
      const body =
        method === 'GET' ? {} : await request.json().catch(() => ({}));
      const found = answer({
        query: url.searchParams,
        ids: match.slice(1),
        body,
      });
      return found ? Response.json(found) : notFound(path);
    }
  }
  return notFound(path);
}

function notFound(path: string) {
  return Response.json(
    {
      error: { name: 'NotFoundError', message: `There is no ${path}` },
      response: { statusCode: 404 },
    },
    { status: 404, statusText: 'Not Found' },
  );
}
