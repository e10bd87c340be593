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

  it('closes each once, and months that were missed too', async () => {
    await closeAt('2026-06-01T01:00:00.000Z');
    await portal.run('close-bills');
    const stored = await portal.knex('bills').orderBy('period');
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
      items: items.map(({ state: _, closedAt: __, ...bill }: any) => bill),
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
  expect(told).toHaveLength(2);
  expect(await portal.knex('bills')).toHaveLength(2);
  await setPrice(price);
  await portal.run('close-bills');
  expect(await portal.knex('bills')).toHaveLength(4);
});
