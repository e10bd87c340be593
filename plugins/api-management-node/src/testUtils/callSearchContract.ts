import type { AccessLogRecord } from '@oaf/contract';
import type { CallPage, CallQuery, LoggedCall } from '../usage/LoggedCall';
import type { UsageEngine } from '../usage/UsageEngine';
import type { UsageRoute } from '../usage/UsageRoute';
import { exampleCall } from './exampleCall';
import { expectedOperation } from './expectedUsage';
import type { UsageEngineFixture } from './usageEngineContract';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A whole hour that is over. */
const HOUR = Math.floor(Date.now() / HOUR_MS - 2) * HOUR_MS;

const { signal } = new AbortController();

const routes: UsageRoute[] = [
  {
    accountId: 'embedded',
    region: 'local',
    apiId: 'accounts',
    stage: 'live',
    basePath: '/accounts',
    gatewayApiId: 'api-1',
    operations: [
      { method: 'GET', path: '/' },
      { method: 'GET', path: '/{id}' },
      { method: '*', path: "/it's \\ 100%/{id}" },
    ],
  },
  {
    accountId: 'embedded',
    region: 'local',
    apiId: 'claims',
    stage: 'live',
    basePath: '',
    gatewayApiId: 'api-2',
    operations: [{ method: 'GET', path: '/' }],
  },
];

type Create = () => Promise<UsageEngineFixture>;

const refused = (status: number, error: string) => ({
  status,
  error,
  integrationStatus: null,
  integrationLatency: null,
});

function call(fields: Partial<AccessLogRecord> = {}) {
  return exampleCall({ requestTime: HOUR, ...fields });
}

/** What an engine must answer for a record. */
function asFound(record: AccessLogRecord) {
  return { ...record, ...expectedOperation(record, routes) };
}

async function find(
  engine: UsageEngine,
  query: Partial<CallQuery> = {},
): Promise<CallPage> {
  const all = { from: HOUR, to: HOUR + HOUR_MS, limit: 100 };
  return engine.findCalls!({ ...all, ...query }, { routes, signal });
}

const idsOf = ({ items }: CallPage) => items.map(each => each.requestId);

/** Records that each filter tells apart by something. */
const records: Record<string, AccessLogRecord> = {
  answered: call(),
  another: call({ subscriptionId: 'subscription-2', productId: 'product-2' }),
  capital: call({ subscriptionId: 'Subscription-1', productId: 'Product-1' }),
  odd: call({
    subscriptionId: 'it\'s \\ ä 日本 "?" :a % _ --',
    productId: "o'\\ ? :b",
    requestId: "r'\\=ä;?--",
    path: "/accounts/it's \\ 100%/ä?",
    userAgent: '=HYPERLINK("http://x")\t\'\\',
  }),
  unscoped: call(refused(403, 'insufficient_scope')),
  throttled: call({
    ...refused(429, 'throttled'),
    path: '/accounts/1',
  }),
  failed: call({ status: 503, integrationStatus: 503 }),
  late: call({
    status: 504,
    integrationStatus: null,
    integrationError: 'upstream_timeout',
  }),
  redirected: call({ status: 302, path: '/accounts/a/b' }),
  claims: call({ apiId: 'claims', path: '/', planId: null }),
  unrouted: call({ stage: 'test', path: '/' }),
  stranger: call({ subscriptionId: null, ...refused(401, 'invalid_token') }),
  nowhere: call({ apiId: null }),
};

const ofSubscriptions = Object.keys(records).filter(
  name => !['stranger', 'nowhere'].includes(name),
);

/** Filters, and the names of what they find. */
const filters: Array<[Partial<CallQuery>, string[]]> = [
  [{}, ofSubscriptions],
  [{ subscriptionIds: ['subscription-2'] }, ['another']],
  [
    { subscriptionIds: ['Subscription-1', 'subscription-2'] },
    ['another', 'capital'],
  ],
  [{ subscriptionIds: [records.odd.subscriptionId!] }, ['odd']],
  [{ subscriptionIds: [] }, []],
  [{ productIds: ['product-2', 'Product-1'] }, ['another', 'capital']],
  [{ productIds: [records.odd.productId!] }, ['odd']],
  [{ productIds: [] }, []],
  [{ productIds: ['product-2'], subscriptionIds: ['subscription-1'] }, []],
  [{ statusClasses: [4] }, ['unscoped', 'throttled']],
  [{ statusClasses: [3, 5] }, ['failed', 'late', 'redirected']],
  [{ statusClasses: [] }, []],
  [{ gatewayApiId: 'api-2' }, ['claims']],
  [{ gatewayApiId: 'API-2' }, []],
  [{ operation: 'GET /{id}' }, ['throttled']],
  [{ operation: "* /it's \\ 100%/{id}" }, ['odd']],
  [{ operation: null }, ['redirected', 'unrouted']],
  [{ operation: null, gatewayApiId: 'api-1' }, ['redirected']],
  [{ operation: 'GET /', gatewayApiId: 'api-2' }, ['claims']],
  [{ operation: '-' }, []],
  [{ requestId: records.failed.requestId }, ['failed']],
  [{ requestId: records.failed.requestId.toUpperCase() }, []],
  [{ requestId: records.odd.requestId }, ['odd']],
  [{ errors: ['throttled', 'insufficient_scope'] }, ['unscoped', 'throttled']],
  [{ errors: ['THROTTLED'] }, []],
  [{ errors: [] }, []],
  [
    { statusClasses: [4], errors: ['throttled'], operation: 'GET /{id}' },
    ['throttled'],
  ],
];

/** Nothing of these is logged, so nothing is found, whatever SQL they would be. */
const hostile = [
  "' or 1=1 --",
  "x') or ('1'='1",
  "\\' or 1=1 -- ",
  '" or ""="',
  "'; drop table local_gateway_access_log; --",
  '?',
  ':from',
  '$1',
  '%',
  '-',
  '',
  'null',
  '\0',
  "a\0' or 1=1 --",
];

const byId = (items: Array<LoggedCall | ReturnType<typeof asFound>>) =>
  [...items].sort((a, b) => (a.requestId < b.requestId ? -1 : 1));

function describeFilters(create: Create) {
  it('finds with each filter what it says, and all of it with every column', async () => {
    const { engine, deliver } = await create();
    await deliver(Object.values(records));
    for (const [query, names] of filters) {
      const { items, hasMore } = await find(engine, query);
      const expected = names.map(name => asFound(records[name]));
      expect([query, byId(items)]).toEqual([query, byId(expected)]);
      expect(hasMore).toBe(false);
    }
  });

  it('takes whatever is asked for as a value', async () => {
    const { engine, deliver } = await create();
    await deliver(Object.values(records));
    for (const text of hostile) {
      for (const query of [
        { subscriptionIds: [text] },
        { productIds: [text] },
        { gatewayApiId: text },
        { operation: text },
        { requestId: text },
        { errors: [text] },
      ]) {
        const page = await find(engine, query);
        expect([query, page.items]).toEqual([query, []]);
      }
    }
    const { items } = await find(engine);
    expect(items).toHaveLength(ofSubscriptions.length);
  });

  it('takes what a page begins after as a value', async () => {
    const { engine, deliver } = await create();
    const [older, newer] = [call(), call({ requestTime: HOUR + 1 })];
    await deliver([older, newer]);
    for (const text of hostile.filter(each => !each.includes('\0'))) {
      const before = { requestTime: HOUR + 1, apiId: text, requestId: text };
      const found = idsOf(await find(engine, { before }));
      expect([older.requestId, newer.requestId]).toEqual(
        expect.arrayContaining(found),
      );
      expect(found).toContain(older.requestId);
    }
  });

  it('begins with an instant, and ends before one', async () => {
    const { engine, deliver } = await create();
    const times = [HOUR - 1, HOUR, HOUR + 5, HOUR + 6].map(requestTime =>
      call({ requestTime }),
    );
    await deliver(times);
    const page = await find(engine, { from: HOUR, to: HOUR + 6 });
    expect(idsOf(page)).toEqual([times[2].requestId, times[1].requestId]);
    expect(idsOf(await find(engine, { from: HOUR, to: HOUR }))).toEqual([]);
  });

  it.each([
    ['more calls than a page has', { limit: 101 }],
    ['no whole number of calls', { limit: 1.5 }],
    [
      'a time that is none',
      { before: { requestTime: NaN, apiId: '', requestId: '' } },
    ],
  ])('refuses %s', async (_, query) => {
    const { engine, deliver } = await create();
    await deliver([call()]);
    const to = HOUR + HOUR_MS;
    const isRefused = find(engine, { to, ...query }).then(
      ({ items }) => items.length,
      error => error.name,
    );
    await expect(isRefused).resolves.toBe('InputError');
  });
}

/** All pages, one after the other, as ids. */
async function readPages(engine: UsageEngine, query: Partial<CallQuery>) {
  const pages: string[][] = [];
  let before: CallQuery['before'];
  for (;;) {
    const page: CallPage = await find(engine, { ...query, before });
    pages.push(idsOf(page));
    if (!page.hasMore) {
      return pages;
    }
    before = page.items.at(-1)!;
  }
}

function describePages(create: Create) {
  it('pages newest first; of one instant by API and request id, in the order of their bytes', async () => {
    const { engine, deliver } = await create();
    const ids = ['a', 'B', 'ä', 'Z', '_'];
    const all = ids.flatMap(requestId => [
      call({ requestId: `accounts-${requestId}` }),
      call({ requestId: `claims-${requestId}`, apiId: 'claims' }),
      call({ requestId: `later-${requestId}`, requestTime: HOUR + 1 }),
      call({ requestId: `capital-${requestId}`, apiId: 'Claims' }),
    ]);
    await deliver(all);
    const newestFirst = ['later', 'claims', 'accounts', 'capital'].flatMap(
      name => ['ä', 'a', '_', 'Z', 'B'].map(id => `${name}-${id}`),
    );
    for (const limit of [1, 3, 20]) {
      const pages = await readPages(engine, { limit });
      expect(pages.flat()).toEqual(newestFirst);
      expect(pages).toHaveLength(Math.ceil(20 / limit));
    }
  });

  it('does not move when newer calls arrive between two pages', async () => {
    const { engine, deliver } = await create();
    const [older, newer] = [call(), call({ requestTime: HOUR + 1 })];
    await deliver([older, newer]);
    const { items, hasMore } = await find(engine, { limit: 1 });
    expect(hasMore).toBe(true);
    await deliver([call({ requestTime: HOUR + 2 })]);
    const next = await find(engine, { limit: 1, before: items[0] });
    expect(idsOf(next)).toEqual([older.requestId]);
  });

  it('finds across days what a page lacks', async () => {
    const { engine, deliver } = await create();
    const days = [0, 0.5, 1, 2, 6, 29].map(day =>
      call({ requestTime: HOUR - day * DAY_MS }),
    );
    await deliver(days);
    const range = { from: HOUR - 30 * DAY_MS, to: HOUR + 1 };
    const ids = days.map(({ requestId }) => requestId);
    for (const limit of [1, 2, 4, 6, 100]) {
      expect((await readPages(engine, { ...range, limit })).flat()).toEqual(
        ids,
      );
    }
  });

  it('finds a record that was delivered twice once', async () => {
    const { engine, deliver } = await create();
    const twice = call();
    const once = call({ requestTime: HOUR - 1 });
    await deliver([twice, twice]);
    await deliver([twice, once]);
    const pages = await readPages(engine, { from: HOUR - 1, limit: 1 });
    expect(pages).toEqual([[twice.requestId], [once.requestId]]);
  });

  it('stops when it is told to', async () => {
    const { engine } = await create();
    const aborted = AbortSignal.abort(new Error('Stop'));
    const query = { from: HOUR, to: HOUR + 1, limit: 1 };
    await expect(
      engine.findCalls!(query, { routes, signal: aborted }),
    ).rejects.toThrow('Stop');
  });
}

/**
 * Every {@link UsageEngine} with `findCalls` passes these tests, as those of {@link usageEngineContract}.
 *
 * @public
 */
export function callSearchContract(name: string, create: Create): void {
  describe(`UsageEngine contract of single calls: ${name}`, () => {
    describeFilters(create);
    describePages(create);
  });
}
