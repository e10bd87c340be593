import type { UsageRecord } from '@oaf/backstage-plugin-api-management-node';
import type { Meters } from '@oaf/contract';
import type { Person } from '../__testUtils__/portal/people';
import { paymentsProduct } from '../__testUtils__/portal/story';
import { usePortal } from '../__testUtils__/portal/usePortal';
import { usageCsv } from './usageCsv';

const portal = usePortal('2026-03-10T12:30:00.000Z');
const ids: Record<string, string> = {};

const groups = (person: Person, query: string) =>
  portal.as(person).get(`/usage/groups?${query}`);
const seen = async (person: Person, query: string) =>
  (await groups(person, query)).body.items.map(
    ({ title, counts }: any) => `${title} ${counts.calls}`,
  );

function log(
  name: string,
  calls: number,
  meters: Partial<Meters>,
  more: Partial<UsageRecord>,
) {
  return portal.log(
    { id: ids[name] },
    { calls, ...meters },
    { at: '2026-03-10T11:00:00.000Z', apiId: name.split(':')[1], ...more },
  );
}

beforeEach(async () => {
  const accounts = await portal.publish('max');
  const payments = await portal.publish('paul', paymentsProduct);
  for (const [name, who, decides, product] of [
    ['bea:accounts', 'bea', 'max', accounts],
    ['carl:accounts', 'carl', 'max', accounts],
    ['carl:payments', 'carl', 'paul', payments],
  ] as const) {
    ids[name] = (await portal.activate(who, decides, product)).id;
  }
  const get = { operation: 'GET /accounts/{id}' };
  log('bea:accounts', 10, {}, { ...get, latency: { 10: 9, 40: 1 } });
  log(
    'carl:accounts',
    20,
    { serverErrors: 20 },
    { ...get, statusClass: 5, latency: { 30: 20 } },
  );
  log('carl:accounts', 3, {}, { operation: 'POST /accounts', latency: {} });
  log('carl:payments', 100, {}, { operation: null, latency: {} });
  await portal.meter();
});

it.each([
  [
    'ada',
    'groupBy=operation',
    ['- 100', 'GET /accounts/{id} 30', 'POST /accounts 3'],
  ],
  ['max', 'groupBy=operation', ['GET /accounts/{id} 30', 'POST /accounts 3']],
  ['bea', 'groupBy=operation', ['GET /accounts/{id} 10']],
  ['bert', 'groupBy=operation', []],
  ['max', 'groupBy=statusClass', ['5xx 20', '2xx 13']],
  ['max', 'groupBy=operation&statusClass=5', ['GET /accounts/{id} 20']],
  ['max', 'groupBy=application&operation=POST%20/accounts', ['App of carl 3']],
  ['ada', 'groupBy=product&operation=-', ['Payments 100']],
] as const)('%s sees %s', async (who, query, expected) => {
  expect(await seen(who, query)).toEqual(expected);
});

it('sorts, searches and pages all groups, and not those of a page', async () => {
  const query = 'groupBy=operation&orderBy=errors:desc';
  expect((await groups('ada', `${query}&limit=1`)).body).toMatchObject({
    totalItems: 3,
    items: [{ title: 'GET /accounts/{id}', counts: { serverErrors: 20 } }],
  });
  const rest = [
    ...(await seen('ada', `${query}&limit=1&offset=1`)),
    ...(await seen('ada', `${query}&limit=1&offset=2`)),
  ];
  expect(rest.sort()).toEqual(['- 100', 'POST /accounts 3']);
  expect(await seen('ada', 'groupBy=operation&search=POST')).toEqual([
    'POST /accounts 3',
  ]);
  expect(await seen('ada', 'groupBy=operation&orderBy=title:asc')).toEqual([
    '- 100',
    'GET /accounts/{id} 30',
    'POST /accounts 3',
  ]);
});

it('tells percentiles of what each reader sees, merged', async () => {
  const ofGet = async (who: Person, groupBy: string) =>
    (await groups(who, `groupBy=${groupBy}&search=`)).body.items[0].counts;
  const max = await ofGet('max', 'operation');
  const bea = await ofGet('bea', 'operation');
  expect(max.p50).toBeGreaterThan(bea.p50);
  expect(max.p99).toBe(bea.p99);
  expect(await ofGet('bea', 'application')).toEqual(bea);
  expect(await ofGet('bea', 'subscription')).toEqual(bea);
  const [unknown] = (await groups('ada', 'groupBy=operation')).body.items;
  expect(unknown).not.toHaveProperty('counts.p50');
});

it.each([
  '',
  'groupBy=nobody',
  'groupBy=product&orderBy=p50;drop',
  'groupBy=product&statusClass=9',
  'groupBy=product&limit=100000',
  'groupBy=product&from=2026-03-10T11:00:00Z&to=2026-03-10T10:00:00Z',
])('refuses %j', async query => {
  expect((await groups('ada', query)).status).toBe(400);
});

it('takes whatever is asked for as a value', async () => {
  const injected = encodeURIComponent("' or 1=1 --");
  const query = `groupBy=operation&operation=${injected}`;
  expect((await groups('ada', query)).body.items).toEqual([]);
});

it('is exported whole, for its reader only', async () => {
  const csv = (who: Person) =>
    portal.as(who).get('/usage/groups.csv?groupBy=operation');
  const { body: text, headers, status } = await csv('max');
  expect(status).toBe(200);
  expect(headers.get('content-type')).toContain('text/csv');
  expect(headers.get('content-disposition')).toContain('usage.csv');
  const [head, ...lines] = text.trimEnd().split('\r\n');
  expect(head).toMatch(/^from,to,id,title,calls,billable_calls,/);
  expect(lines.map((line: string) => line.split(',').slice(0, 5))).toEqual([
    [
      '2026-03-09T12:00:00.000Z',
      '2026-03-10T12:30:00.000Z',
      'GET /accounts/{id}',
      'GET /accounts/{id}',
      '30',
    ],
    [
      '2026-03-09T12:00:00.000Z',
      '2026-03-10T12:30:00.000Z',
      'POST /accounts',
      'POST /accounts',
      '3',
    ],
  ]);
  expect((await csv('bert')).body.trimEnd().split('\r\n')).toHaveLength(1);
});

it.each([
  ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
  ['+1', `"'+1"`],
  ['-2+3', `"'-2+3"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['\t=1', `"'\t=1"`],
  ['a, "b"\nc', '"a, ""b""\nc"'],
])('exports a title %j as text', (title, cell) => {
  const counts = {
    calls: 1,
    billableCalls: 0,
    clientErrors: 0,
    serverErrors: 0,
    throttledCalls: 0,
    responseBytes: 0,
    averageLatency: 0,
  };
  expect(usageCsv({ from: 0, to: 1 }, [{ id: 'x', title, counts }])).toContain(
    `,x,${cell},1,`,
  );
});
