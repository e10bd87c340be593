import type { Person } from '../__testUtils__/portal/people';
import { paidPlan, paymentsProduct } from '../__testUtils__/portal/story';
import { usePortal } from '../__testUtils__/portal/usePortal';
import {
  allHoldings,
  seenOnEachSide,
  whoSeesWhich,
} from '../__testUtils__/portal/whoSeesWhich';

const portal = usePortal('2026-03-10T12:00:00.000Z');
const ids: Record<string, string> = {};

const bills = async (person: Person, query = '') =>
  (await portal.as(person).get(`/bills?${query}`)).body;
const namesOf = ({ items }: any) =>
  items
    .map(({ subscriptionId }: any) =>
      Object.keys(ids).find(name => ids[name] === subscriptionId),
    )
    .join(' ');

function log(name: string, hour: string, billableCalls: number) {
  portal.log(
    { id: ids[name] },
    { calls: billableCalls + 1, billableCalls },
    { at: `${hour}:00:00.000Z`, apiId: name.split(':')[1] },
  );
}

beforeEach(async () => {
  const accounts = await portal.publish('max');
  const payments = await portal.publish('paul', {
    ...paymentsProduct,
    plans: [
      {
        ...paidPlan,
        title: 'In yen',
        price: {
          currency: 'JPY',
          components: [{ type: 'per-unit', amount: '0.4' }],
        },
      },
    ],
  });
  ids['product accounts'] = accounts.id;
  let minute = 0;
  for (const [name, who, decides, product, plan] of [
    ['bea:accounts', 'bea', 'max', accounts, 1],
    ['carl:accounts', 'carl', 'max', accounts, 0],
    ['carl:payments', 'carl', 'paul', payments, 0],
    ['max:payments', 'max', 'paul', payments, 0],
  ] as const) {
    portal.at(`2026-03-10T12:0${(minute += 1)}:00.000Z`);
    const active = await portal.activate(who, decides, product, { plan });
    ids[name] = active.id;
    ids[`application ${name}`] = active.application.id;
  }
  await portal.subscribe('bert', accounts, { plan: 1 });
});

describe('who sees which bills', () => {
  // Bert asked, and was not answered yet
  it.each(whoSeesWhich)('%s', async (who, ...expected) => {
    const list = async (query: string) => {
      const page = await bills(who, query);
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
    ['period=2026-02', ''],
    ['period=2026-03', allHoldings],
    ['period=2026-04', ''],
  ])('narrowed by %s', async (query, expected) => {
    const filled = query.replace(/\{(.+?)\}/g, (_, name) => ids[name]);
    expect(namesOf(await bills('ada', filled))).toBe(expected);
  });

  it('has the sum of all, not of the page', async () => {
    log('max:payments', '2026-03-11T00', 100);
    await portal.meter();
    const { totals, totalItems } = await bills('ada', 'limit=1');
    expect(totalItems).toBe(4);
    expect(totals).toEqual([
      { currency: 'EUR', amount: '20.00' },
      { currency: 'JPY', amount: '40' },
    ]);
  });
});

describe('what a bill says', () => {
  it('has a line for each part of the price, and the query behind a count', async () => {
    log('bea:accounts', '2026-02-28T23', 1000);
    log('bea:accounts', '2026-03-01T00', 1);
    log('bea:accounts', '2026-03-31T23', 2);
    log('bea:accounts', '2026-04-01T00', 1000);
    log('carl:accounts', '2026-03-31T23', 1000);
    await portal.meter();
    const { items } = await bills('bea');
    const [start, end] = ['2026-03-01', '2026-04-01'].map(Date.parse);
    const interval = {
      start: '2026-03-01T00:00:00.000Z',
      end: '2026-04-01T00:00:00.000Z',
    };
    expect(items).toEqual([
      {
        id: `${ids['bea:accounts']}/2026-03`,
        state: 'open',
        period: '2026-03',
        currency: 'EUR',
        total: '20.03',
        lines: [
          {
            id: '0/flat',
            type: 'flat',
            description: 'Monthly fee, 2026-03',
            quantity: '1',
            unitAmount: '20',
            amount: '20.00',
            rule: 'EUR 20 per month',
            interval,
          },
          {
            id: '1/per-unit',
            type: 'per-unit',
            description: 'Billable calls, 2026-03',
            quantity: '3',
            unitAmount: '0.01',
            amount: '0.03',
            rule: '3 calls counted × EUR 0.01',
            interval,
            query: `select sum(billable_calls) from usage_records where subscription_id = '${ids['bea:accounts']}' and hour >= ${start} and hour < ${end}`,
          },
        ],
        subscriptionId: ids['bea:accounts'],
        application: {
          id: ids['application bea:accounts'],
          title: 'App of bea',
          owner: 'user:default/bea',
        },
        product: {
          id: ids['product accounts'],
          title: 'Accounts for partners',
          owner: 'group:default/team-a',
          state: 'published',
        },
        planTitle: 'Business',
        planVersion: 1,
      },
    ]);
    const [{ query, quantity }] = items[0].lines.slice(1);
    const [row] = await portal.knex.raw(query);
    expect(Object.values(row)).toEqual([Number(quantity)]);
  });

  it('is of nothing where nothing was called', async () => {
    const { items, totals } = await bills('carl');
    expect(items.map(({ total }: any) => total)).toEqual(['0', '0.00']);
    expect(totals).toEqual([
      { currency: 'EUR', amount: '0.00' },
      { currency: 'JPY', amount: '0' },
    ]);
  });

  it('is of no month that is to come', async () => {
    portal.at('2026-03-31T23:59:59.999Z');
    const nothing = { items: [], totalItems: 0, totals: [] };
    expect(await bills('ada', 'period=2026-04')).toEqual(nothing);
    portal.at('2026-04-01T00:00:00.000Z');
    expect((await bills('ada')).totalItems).toBe(4);
  });

  it.each([
    [
      'lost with its plan',
      null,
      'The plan of this subscription is missing, so it cannot be billed; an administrator has to repair the subscription',
    ],
    [
      'not ratable',
      '{"currency":"EUR","components":[{"type":"x","amount":"1"}]}',
      'The price cannot be rated: ',
    ],
  ])('says so when its price is %s', async (_, price, problem) => {
    const holder = { id: ids['bea:accounts'] };
    await portal
      .knex('subscriptions')
      .where(holder)
      .update({ plan_id: 'gone', plan_price: price });
    const { items, totals } = await bills('bea');
    expect(items).toEqual([
      expect.objectContaining({
        currency: 'XXX',
        total: '0.00',
        lines: [],
        planTitle: 'Business',
        problem: expect.stringContaining(problem),
      }),
    ]);
    expect(totals).toEqual([]);
    await portal
      .knex('subscriptions')
      .where(holder)
      .update({ plan_title: null });
    expect((await bills('bea')).items[0].planTitle).toBe('gone');
  });

  it('goes by the plan where nothing was agreed', async () => {
    await portal
      .knex('subscriptions')
      .update({ plan_price: null, plan_title: null });
    const { items, totals } = await bills('bea');
    expect(items[0]).toMatchObject({ total: '20.00', planTitle: 'Business' });
    expect(totals).toEqual([{ currency: 'EUR', amount: '20.00' }]);
  });

  it.each([
    ['2026-03-31T23:59:59.999Z', 'open'],
    ['2026-04-01T00:00:00.000Z', 'closing'],
  ])('at %s the one of March is %s', async (time, state) => {
    portal.at(time);
    const { items } = await bills('bea', 'period=2026-03');
    expect(items.map((bill: any) => bill.state)).toEqual([state]);
  });
});

describe('who is billed for a month', () => {
  const activity = (active_at: string, ended_at: string | null) =>
    portal
      .knex('subscriptions')
      .where({ id: ids['bea:accounts'] })
      .update({
        active_at: Date.parse(active_at),
        ended_at: ended_at && Date.parse(ended_at),
      });
  it.each([
    // active from, to, billed for February
    ['2026-01-05T00:00:00Z', null, true],
    ['2026-02-28T23:59:59.999Z', null, true],
    ['2026-03-01T00:00:00.000Z', null, false],
    ['2026-01-05T00:00:00Z', '2026-02-01T00:00:00.001Z', true],
    ['2026-01-05T00:00:00Z', '2026-01-31T23:59:59.999Z', false],
    ['2026-02-10T00:00:00Z', '2026-02-20T00:00:00Z', true],
    ['2026-01-10T00:00:00Z', '2026-03-05T00:00:00Z', true],
    // in the first instant, in the last, and for none
    ['2026-01-05T00:00:00Z', '2026-02-01T00:00:00.000Z', false],
    ['2026-02-10T00:00:00Z', '2026-02-10T00:00:00Z', false],
  ])('who was active from %s to %s: %s', async (from, to, billed) => {
    await activity(from, to);
    const { items } = await bills('bea', 'period=2026-02');
    expect(items).toHaveLength(billed ? 1 : 0);
  });
});
