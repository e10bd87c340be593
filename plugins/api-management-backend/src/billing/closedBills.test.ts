import type { Person } from '../__testUtils__/portal/people';
import { paymentsProduct } from '../__testUtils__/portal/story';
import { usePortal } from '../__testUtils__/portal/usePortal';
import {
  seenOnEachSide,
  whoSeesWhich,
} from '../__testUtils__/portal/whoSeesWhich';

const portal = usePortal('2026-03-10T12:00:00.000Z');
const ids: Record<string, string> = {};
const APRIL = '2026-04-01T01:00:00.000Z';

const bills = async (person: Person, query = 'period=2026-03') =>
  (await portal.as(person).get(`/bills?${query}`)).body;
const namesOf = ({ items }: any) =>
  items
    .map(({ subscriptionId }: any) =>
      Object.keys(ids).find(name => ids[name] === subscriptionId),
    )
    .join(' ');
const statesOf = ({ items }: any) => items.map(({ state }: any) => state);
const log = (name: string, calls: number, hour = '2026-03-11T00') =>
  portal.log(
    { id: ids[name] },
    { calls },
    { at: `${hour}:00:00.000Z`, apiId: name.split(':')[1] },
  );
/** Counts and closes at an instant. */
async function closeAt(time: string, meteredAt = time) {
  portal.at(meteredAt);
  await portal.meter();
  portal.at(time);
  await portal.run('close-bills');
}

beforeEach(async () => {
  const accounts = await portal.publish('max');
  const payments = await portal.publish('paul', paymentsProduct);
  ids['product accounts'] = accounts.id;
  for (const [name, who, decides, product, minute] of [
    ['bea:accounts', 'bea', 'max', accounts, 1],
    ['carl:accounts', 'carl', 'max', accounts, 2],
    ['carl:payments', 'carl', 'paul', payments, 3],
    ['max:payments', 'max', 'paul', payments, 4],
  ] as const) {
    portal.at(`2026-03-10T12:0${minute}:00.000Z`);
    const active = await portal.activate(who, decides, product, { plan: 1 });
    ids[name] = active.id;
    ids[`application ${name}`] = active.application.id;
  }
  log('bea:accounts', 7);
  portal.audit.length = 0;
});

describe('when a month is closed', () => {
  it.each([
    // now, counted until, closed
    ['2026-04-01T00:59:59.999Z', '2026-04-01T00:59:59.999Z', false],
    [APRIL, APRIL, true],
    ['2026-04-05T00:00:00.000Z', '2026-03-31T23:59:59.999Z', false],
    ['2026-04-05T00:00:00.000Z', '2026-04-01T00:00:00.000Z', true],
  ])('at %s, counted until %s: %s', async (now, meteredAt, isClosed) => {
    await closeAt(now, meteredAt);
    const stored = await portal.knex('bills');
    expect(stored).toHaveLength(isClosed ? 4 : 0);
    expect(
      portal.audit.filter(({ eventId }) => eventId === 'bills-close'),
    ).toEqual(
      isClosed
        ? [
            {
              eventId: 'bills-close',
              severityLevel: 'medium',
              meta: { period: '2026-03', bills: 4 },
              by: 'system',
              outcome: 'succeeded',
            },
          ]
        : [],
    );
  });

  it('closes none that nobody counted', async () => {
    portal.at('2026-06-01T00:00:00.000Z');
    await portal.run('close-bills');
    expect(await portal.knex('bills')).toEqual([]);
  });

  it('stops when it is told to', async () => {
    portal.at(APRIL);
    await portal.meter();
    await expect(
      portal.run('close-bills', AbortSignal.abort()),
    ).rejects.toThrow('aborted');
    expect(await portal.knex('bills')).toEqual([]);
  });

  it('has nothing to do before the first subscription', async () => {
    await portal.knex('subscriptions').delete();
    await closeAt(APRIL);
    expect(await portal.knex('closed_periods')).toEqual([]);
  });

  it('begins with the month of the first subscription', async () => {
    await portal
      .knex('subscriptions')
      .where({ id: ids['carl:accounts'] })
      .update({ active_at: Date.parse('2026-01-20T00:00:00.000Z') });
    await closeAt('2026-03-20T00:00:00.000Z');
    expect(
      await portal.knex('bills').orderBy('period').pluck('period'),
    ).toEqual(['2026-01', '2026-02']);
  });

  it('closes more than one statement takes', async () => {
    const [row] = await portal
      .knex('subscriptions')
      .where({ id: ids['bea:accounts'] });
    await portal.knex('subscriptions').update({ ended_at: row.active_at });
    await portal.knex.batchInsert(
      'subscriptions',
      Array.from({ length: 210 }, (_, n) => ({
        ...row,
        id: `many-${n}`,
        client_id: `many-${n}`,
        live_key: `many-${n}`,
        ended_at: null,
      })),
      30,
    );
    await closeAt(APRIL);
    expect(await portal.knex('bills')).toHaveLength(210);
  });

  it('closes each once, and months that were missed too', async () => {
    await closeAt('2026-06-01T01:00:00.000Z');
    await portal.run('close-bills');
    const stored = await portal.knex('bills').orderBy('period');
    expect(await portal.knex('closed_periods').orderBy('period')).toEqual(
      ['2026-03', '2026-04', '2026-05'].map(period => ({
        period,
        closed_at: Date.parse('2026-06-01T01:00:00.000Z'),
      })),
    );
    expect(stored.map(({ period }) => period)).toEqual(
      ['2026-03', '2026-04', '2026-05'].flatMap(month => Array(4).fill(month)),
    );
    expect(portal.warnings).toEqual([]);
  });
});

describe('a closed bill', () => {
  it('says what the open one said', async () => {
    portal.at('2026-03-31T23:00:00.000Z');
    await portal.meter();
    const open = await bills('ada');
    expect(statesOf(open)).toEqual(['open', 'open', 'open', 'open']);
    await closeAt(APRIL);
    const closed = await bills('ada');
    expect(statesOf(closed)).toEqual(['closed', 'closed', 'closed', 'closed']);
    const untimed = ({ items, ...rest }: any) => ({
      ...rest,
      items: items.map(
        ({ state: _, closedAt: __, forecast: ___, ...bill }: any) => bill,
      ),
    });
    expect(untimed(closed)).toEqual(untimed(open));
    expect(closed.totals).toEqual([{ currency: 'EUR', amount: '80.07' }]);
  });

  it('stays as it is when calls come late, and says how many', async () => {
    await closeAt(APRIL);
    const before = await bills('bea');
    log('bea:accounts', 5, '2026-03-31T23');
    await portal.meter();
    const after = await bills('bea');
    const withoutLate = ({ items }: any) =>
      items.map(({ lateCalls: _, ...bill }: any) => bill);
    expect(withoutLate(after)).toEqual(withoutLate(before));
    expect([before, after].map(({ items: [bill] }) => bill.lateCalls)).toEqual([
      undefined,
      5,
    ]);
    await portal.meter();
    expect(portal.warnings).toEqual([
      `Bill ${ids['bea:accounts']}/2026-03 is closed; 5 billable calls that were counted since are not in it`,
    ]);
  });

  it('keeps its price, its plan and its owner', async () => {
    await closeAt(APRIL);
    const before = await bills('ada');
    await portal.knex('plans').update({
      title: 'Dear',
      price: JSON.stringify({
        currency: 'EUR',
        components: [{ type: 'flat', amount: '999' }],
      }),
    });
    await portal.knex('usage_records').delete();
    expect(await bills('ada')).toEqual(before);
    // the month that runs goes by what was agreed as well
    const open = await bills('bea', 'period=2026-04');
    expect(open.items[0].total).toBe('20.00');
  });
});

describe('a closed bill of what is gone', () => {
  beforeEach(() => closeAt(APRIL));
  const of = async (who: Person) => namesOf(await bills(who));

  it('belongs to who owns the application and the product by now', async () => {
    const move = (table: string, name: string, owner: string) =>
      portal
        .knex(table)
        .where({ id: ids[name] })
        .update({ owner: `user:default/${owner}` });
    await move('applications', 'application bea:accounts', 'bert');
    await move('api_products', 'product accounts', 'paul');
    expect([await of('bea'), await of('bert')]).toEqual(['', 'bea:accounts']);
    expect(namesOf(await bills('bert', 'period=2026-03&side=consumer'))).toBe(
      'bea:accounts',
    );
    expect([await of('max'), await of('paul')]).toEqual([
      'max:payments',
      'max:payments carl:payments carl:accounts bea:accounts',
    ]);
  });

  it('belongs to who owned them, and says so', async () => {
    await portal.knex('applications').delete();
    await portal.knex('api_products').delete();
    expect(await of('bea')).toBe('bea:accounts');
    expect(await of('max')).toBe('max:payments carl:accounts bea:accounts');
    const { items } = await bills('bea', 'period=2026-03&side=consumer');
    expect(items[0]).toMatchObject({
      application: { title: 'App of bea', owner: 'user:default/bea' },
      product: {
        title: 'Accounts for partners',
        owner: 'group:default/team-a',
        state: 'retired',
      },
    });
  });

  it.each([
    ['terms', '{', '', 2],
    ['terms', '{"planId":"p"}', '', 2],
    ['lines', '[{}]', 'Business', 0],
    ['lines', 'null', 'Business', 0],
  ])(
    'stands though its %s are %s by now',
    async (column, text, planTitle, lines) => {
      await portal.knex('bills').update({ [column]: text });
      const { items, totals } = await bills('bea');
      expect(items).toHaveLength(1);
      expect(items[0]).toMatchObject({
        total: '20.07',
        currency: 'EUR',
        planTitle,
        problem:
          'What this bill was rated by cannot be read any more; its total stands',
      });
      expect(items[0].lines).toHaveLength(lines);
      expect(totals).toEqual([{ currency: 'EUR', amount: '20.07' }]);
    },
  );
});

it('bills that are open come before those that are closed, page by page', async () => {
  await closeAt(APRIL);
  await portal
    .knex('bills')
    .whereIn('subscription_id', [ids['bea:accounts'], ids['max:payments']])
    .delete();
  const order = [
    'max:payments',
    'bea:accounts',
    'carl:payments',
    'carl:accounts',
  ];
  for (const [offset, limit] of [
    [0, 1],
    [0, 3],
    [1, 2],
    [2, 1],
    [2, 2],
    [3, 5],
  ]) {
    const query = `period=2026-03&offset=${offset}&limit=${limit}`;
    const page = await bills('ada', query);
    expect([query, namesOf(page)]).toEqual([
      query,
      order.slice(offset, offset + limit).join(' '),
    ]);
    expect(page.totalItems).toBe(4);
    expect(page.totals).toEqual([{ currency: 'EUR', amount: '80.07' }]);
  }
});

it('those of the same instant are in the order of their ids, open and closed', async () => {
  await portal.knex('subscriptions').update({ active_at: Date.now() });
  portal.at('2026-03-31T00:00:00.000Z');
  const listed = async () =>
    (await bills('ada')).items.map((bill: any) => bill.subscriptionId);
  const open = await listed();
  expect(open).toEqual([...open].sort());
  await closeAt(APRIL);
  expect(await listed()).toEqual(open);
});

describe.each([
  ['open', '2026-03-31T00:00:00.000Z'],
  ['closed', APRIL],
])('who sees which, %s', (_state, time) => {
  beforeEach(() => closeAt(time));
  it.each(whoSeesWhich)('%s', async (who, ...expected) => {
    const list = async (query: string) => {
      const page = await bills(who, `period=2026-03&${query}`);
      return { names: namesOf(page), totalItems: page.totalItems };
    };
    expect(await seenOnEachSide(list)).toEqual(expected);
  });

  it.each([
    ['subscriptionId={carl:accounts}', 'carl:accounts'],
    ['applicationId={application carl:payments}', 'carl:payments'],
    ['productId={product accounts}', 'carl:accounts bea:accounts'],
    ['limit=2', 'max:payments carl:payments'],
    ['limit=2&offset=1', 'carl:payments carl:accounts'],
    ['offset=4', ''],
  ])('narrowed by %s', async (query, expected) => {
    const filled = query.replace(/\{(.+?)\}/g, (_, name) => ids[name]);
    expect(namesOf(await bills('ada', `period=2026-03&${filled}`))).toBe(
      expected,
    );
  });
});

it('what cannot be rated is passed over, told once, and closed when it is repaired', async () => {
  const damaged = portal
    .knex('subscriptions')
    .whereIn('id', [ids['bea:accounts'], ids['carl:accounts']]);
  const [{ plan_price: price }] = await damaged.clone();
  const setPrice = (text: string) =>
    damaged.clone().update({ plan_price: text });
  await setPrice('{"currency":"EUR","components":[{"type":"x","amount":"1"}]}');
  await closeAt(APRIL);
  await portal.run('close-bills');
  const told = portal.warnings.filter(text =>
    text.includes('cannot be closed'),
  );
  expect(told.sort()).toEqual(
    [ids['bea:accounts'], ids['carl:accounts']]
      .sort()
      .map(id =>
        expect.stringContaining(
          `Bill ${id}/2026-03 cannot be closed: The price cannot be rated: price.components.0`,
        ),
      ),
  );
  expect(await portal.knex('closed_periods')).toEqual([]);
  expect(await portal.knex('bills')).toHaveLength(2);
  await setPrice(price);
  await portal.run('close-bills');
  expect(await portal.knex('bills')).toHaveLength(4);
});

it('what cannot be stored is passed over, told once, and closed when it is repaired', async () => {
  await closeAt(APRIL);
  const bill = { id: `${ids['carl:accounts']}/2026-03` };
  await portal.knex('bills').whereNot(bill).delete();
  await portal.knex('closed_periods').delete();
  await portal.knex('bills').where(bill).update({ subscription_id: 'damaged' });
  await portal.run('close-bills');
  await portal.run('close-bills');
  expect(portal.warnings).toEqual([
    `Bill ${bill.id} cannot be closed: A bill of another subscription has its identifier`,
  ]);
  expect(await portal.knex('bills')).toHaveLength(4);
  expect(await portal.knex('closed_periods')).toEqual([]);
  await portal.knex('bills').where(bill).delete();
  await portal.run('close-bills');
  expect(statesOf(await bills('carl'))).toEqual(['closed', 'closed']);
});
