import type { LoggedCall } from '@oaf/backstage-plugin-api-management-node';
import { exampleCall } from '@oaf/backstage-plugin-api-management-node/testUtils';
import type { Person } from '../../__testUtils__/portal/people';
import { paymentsProduct } from '../../__testUtils__/portal/story';
import { usePortal } from '../../__testUtils__/portal/usePortal';

const NOW = Date.parse('2026-03-10T12:30:00.000Z');
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const portal = usePortal(new Date(NOW).toISOString());
const ids: Record<string, string> = {};

const calls = (person: Person, query = '') =>
  portal.as(person).get(`/usage/calls?${query}`);
const seen = async (person: Person, query = '') =>
  (await calls(person, query)).body.items.map((item: any) => item.requestId);

/** Makes the gateway's log have a call; each is older than the one before. */
function log(
  requestId: string,
  name: string,
  fields: Partial<LoggedCall> = {},
) {
  portal.gateway.calls.push({
    ...exampleCall({
      requestId,
      requestTime: NOW - HOUR_MS - portal.gateway.calls.length,
      productId: ids[name.split(':')[1]],
    }),
    apiId: 'accounts',
    gatewayApiId: 'api',
    operation: 'GET /accounts',
    ...fields,
    subscriptionId: ids[name],
  });
}

const refused = {
  status: 403,
  error: 'insufficient_scope',
  integrationStatus: null,
  integrationLatency: null,
};

beforeEach(async () => {
  const accounts = await portal.publish('max');
  const payments = await portal.publish('paul', paymentsProduct);
  Object.assign(ids, { accounts: accounts.id, payments: payments.id });
  for (const [name, who, decides, product] of [
    ['bea:accounts', 'bea', 'max', accounts],
    ['carl:accounts', 'carl', 'max', accounts],
    ['carl:payments', 'carl', 'paul', payments],
  ] as const) {
    ids[name] = (await portal.activate(who, decides, product)).id;
  }
  log('b1', 'bea:accounts', refused);
  log('b2', 'bea:accounts');
  log('c1', 'carl:accounts');
  log('p1', 'carl:payments', { operation: null });
});

it.each([
  ['bea', 'side=consumer', ['b1', 'b2']],
  ['carl', 'side=consumer', ['c1', 'p1']],
  ['bert', 'side=consumer', []],
  ['max', 'side=consumer', []],
  ['max', 'side=provider', ['b1', 'b2', 'c1']],
  ['paul', 'side=provider', ['p1']],
  ['bea', 'side=provider', []],
  ['ada', '', ['b1', 'b2', 'c1', 'p1']],
] as const)('%s sees with %s %j', async (who, query, expected) => {
  expect(await seen(who, query)).toEqual(expected);
});

it.each([
  ['carl', 'consumer', 'bea:accounts', []],
  ['bert', 'consumer', 'bea:accounts', []],
  ['paul', 'provider', 'bea:accounts', []],
  ['bea', 'provider', 'bea:accounts', []],
  ['bea', 'consumer', 'bea:accounts', ['b1', 'b2']],
  ['max', 'provider', 'bea:accounts', ['b1', 'b2']],
] as const)(
  '%s sees as a %s of the subscription %s %j',
  async (who, side, name, expected) => {
    const query = `side=${side}&subscriptionId=${ids[name]}`;
    expect(await seen(who, query)).toEqual(expected);
  },
);

it.each([
  ['max', 'accounts', ['b1', 'b2', 'c1']],
  ['max', 'payments', []],
  ['paul', 'payments', ['p1']],
  ['paul', 'accounts', []],
] as const)('%s sees of the product %s %j', async (who, product, expected) => {
  const query = `side=provider&productId=${ids[product]}`;
  expect(await seen(who, query)).toEqual(expected);
});

it('tells what explains a refusal, and nothing of the person behind it', async () => {
  const { body } = await calls('bea', 'side=consumer&limit=1');
  expect(body.items).toEqual([
    {
      requestId: 'b1',
      time: new Date(NOW - HOUR_MS).toISOString(),
      apiId: 'accounts',
      subscriptionId: ids['bea:accounts'],
      application: { id: expect.any(String), title: 'App of bea' },
      product: { id: ids.accounts, title: 'Accounts for partners' },
      gatewayApiId: 'api',
      operation: 'GET /accounts',
      method: 'GET',
      path: '/accounts',
      status: 403,
      latency: 12.5,
      error: 'insufficient_scope',
    },
  ]);
  expect(body).toMatchObject({
    from: new Date(NOW - DAY_MS).toISOString(),
    to: new Date(NOW).toISOString(),
    keptFrom: new Date(NOW - 35 * DAY_MS).toISOString(),
    notSearched: [],
  });
});

it('pages to the end', async () => {
  const found: string[] = [];
  let cursor = '';
  for (let pages = 0; pages < 4; pages += 1) {
    const query = `side=provider&limit=1${cursor && `&cursor=${cursor}`}`;
    const { body } = await calls('max', query);
    found.push(...body.items.map((item: any) => item.requestId));
    cursor = body.nextCursor ?? '';
    if (!cursor) {
      break;
    }
  }
  expect(found).toEqual(['b1', 'b2', 'c1']);
  expect(cursor).toBe('');
});

it('hands every filter to the engine as a value', async () => {
  const injected = encodeURIComponent("' or 1=1 --");
  const query = ['operation', 'requestId', 'error', 'gatewayApiId'];
  const { status } = await calls(
    'bea',
    `${query.map(name => `${name}=${injected}`).join('&')}&statusClass=4`,
  );
  expect(status).toBe(200);
  expect(portal.gateway.asked).toMatchObject({
    operation: "' or 1=1 --",
    requestId: "' or 1=1 --",
    errors: ["' or 1=1 --"],
    gatewayApiId: "' or 1=1 --",
    statusClasses: [4],
  });
  await calls('bea', 'operation=-');
  expect(portal.gateway.asked).toMatchObject({ operation: null });
});

it('searches no longer than calls are kept', async () => {
  const at = (time: number) => new Date(time).toISOString();
  const range = (from: number, to: number) =>
    `side=consumer&from=${at(from)}&to=${at(to)}`;
  const keptFrom = NOW - 35 * DAY_MS;
  await calls('bea', range(keptFrom - DAY_MS, keptFrom + DAY_MS));
  expect(portal.gateway.asked).toMatchObject({
    from: keptFrom,
    to: keptFrom + DAY_MS,
  });
  portal.gateway.asked = undefined;
  const { body } = await calls('bea', range(keptFrom - DAY_MS, keptFrom - 1));
  expect(body.items).toEqual([]);
  expect(portal.gateway.asked).toBeUndefined();
});

it.each([
  'limit=101',
  'statusClass=9',
  'cursor=nonsense',
  `cursor=${Buffer.from('[1,"a"]').toString('base64url')}`,
  'from=2026-03-10T11:00:00Z&to=2026-03-10T10:00:00Z',
  'from=2026-02-01T00:00:00Z&to=2026-03-10T00:00:00Z',
])('refuses %j', async query => {
  expect((await calls('bea', query)).status).toBe(400);
});

it('says which gateways do not let single calls be looked up', async () => {
  const { findCalls } = portal.gateway;
  Object.assign(portal.gateway, { findCalls: undefined });
  const { body } = await calls('bea', 'side=consumer');
  Object.assign(portal.gateway, { findCalls });
  expect(body).toMatchObject({ items: [], notSearched: ['Fake gateway'] });
});
