import { TestDatabases } from '@backstage/backend-test-utils';
import { calendarMonth, calendarMonthOf } from '@oaf/rating';
import { eachMeter } from '@oaf/contract';
import type {
  Bill,
  BillPage,
} from '@oaf/backstage-plugin-api-management-common';
import { migrated } from '../__testUtils__/migrated';
import { assemble } from '../__testUtils__/portal/assemble';
import { auditRecorder } from '../__testUtils__/portal/auditRecorder';
import { seedSubscription } from '../__testUtils__/seedSubscription';
import { BillCloser } from './BillCloser';
import { BillingService } from './BillingService';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ disableDocker: true });

const HOUR = 3_600_000;
const { start } = calendarMonth(calendarMonthOf(Date.now()));
const lastMonth = calendarMonthOf(start - 1);
const { start: lastStart } = calendarMonth(lastMonth);
/** A moment at which last month may be closed. */
const CLOSING = start + 2 * HOUR;
const { signal } = new AbortController();

const price = {
  currency: 'EUR',
  components: [
    { type: 'flat' as const, amount: '20' },
    { type: 'per-unit' as const, amount: '0.01' },
  ],
};

const caller = { claims: [] } as any;

describe.each(databases.eachSupportedId())('closing bills on %s', engine => {
  async function create() {
    const knex = await migrated(databases, engine);
    const { stores, warnings, logger } = await assemble(knex);
    const { auditor } = auditRecorder();
    let loggedUntil: number | undefined = CLOSING;
    const drivers = { sources: () => ['fake'] } as any;
    const count = async (
      ids: Awaited<ReturnType<typeof seedSubscription>>,
      billableCalls: number,
    ) => {
      const hour = start - HOUR;
      const { rollupStore } = stores;
      const noted = await rollupStore.noteChanged(
        await rollupStore.read('fake'),
        { hours: [hour], cursor: '1', loggedUntil: loggedUntil ?? 0 },
      );
      const usage = {
        source: 'fake',
        subscriptionId: ids.id,
        applicationId: ids.applicationId,
        productId: ids.productId,
        planId: ids.planId,
        gatewayApiId: 'api-1',
        operation: null,
        statusClass: 2,
        hour,
        meters: { ...eachMeter(() => 0), billableCalls },
        latency: {},
      };
      await rollupStore.replaceHours(noted, [hour], [usage], {
        graceMs: HOUR,
        now: Date.now(),
        logged: [],
      });
    };
    const closerOf = () =>
      new BillCloser({ ...stores, drivers, auditor, logger });
    const closer = closerOf();
    const billing = new BillingService({
      ...stores,
      subscriptions: { visibilities: async () => [] } as any,
    });
    return {
      knex,
      stores,
      warnings,
      closer,
      closerOf,
      count,
      meteredUntil: (time: number) => {
        loggedUntil = time;
      },
      close: (now = CLOSING) => closer.run(signal, now),
      page: (period = lastMonth): Promise<BillPage> =>
        billing.list(caller, { period, limit: 200 }),
      seed: (
        times: { activeAt: number; endedAt?: number } = { activeAt: lastStart },
      ) => seedSubscription(knex, { price, ...times }),
    };
  }

  const summary = ({ items }: BillPage) =>
    items.map(({ state, total }: Bill) => `${state} ${total}`);

  it('stores the bill when its month is over and counted, and not before', async () => {
    const { seed, count, close, page, meteredUntil } = await create();
    const ids = await seed();
    meteredUntil(start - 1);
    await count(ids, 3);
    await close();
    expect(summary(await page())).toEqual(['closing 20.03']);
    meteredUntil(start);
    await count(ids, 4);
    await close(start + HOUR / 2);
    expect(summary(await page())).toEqual(['closing 20.04']);
    await close();
    const { items, totals, totalItems } = await page();
    expect(items).toEqual([
      expect.objectContaining({
        id: `${ids.id}/${lastMonth}`,
        state: 'closed',
        closedAt: new Date(CLOSING).toISOString(),
        currency: 'EUR',
        total: '20.04',
        planTitle: 'Business',
      }),
    ]);
    expect(totals).toEqual([{ currency: 'EUR', amount: '20.04' }]);
    expect(totalItems).toBe(1);
    expect(summary(await page(calendarMonthOf(start)))).toEqual(['open 20.00']);
  });

  it.each([
    [
      'a late record',
      async ({ closer, count, ids }: any) => {
        await count(ids, 9);
        await closer.noteLateCalls([start - HOUR]);
      },
    ],
    [
      'a new price of the plan',
      ({ knex, ids }: any) =>
        knex('plans')
          .where({ id: ids.planId })
          .update({
            price: JSON.stringify({ currency: 'USD', components: [] }),
          }),
    ],
    [
      'a new title of the plan, the product and the application',
      async ({ knex }: any) => {
        for (const table of ['plans', 'api_products', 'applications']) {
          await knex(table).update({ title: 'New' });
        }
      },
    ],
    [
      'the removal of the plan',
      ({ knex, ids }: any) => knex('plans').where({ id: ids.planId }).delete(),
    ],
    [
      'the end of the subscription, set back',
      ({ knex, ids }: any) =>
        knex('subscriptions')
          .where({ id: ids.id })
          .update({ state: 'ended', ended_at: lastStart }),
    ],
    [
      'the removal of everything that it was for',
      async ({ knex }: any) => {
        for (const table of [
          'usage_records',
          'subscriptions',
          'plans',
          'applications',
          'api_products',
        ]) {
          await knex(table).delete();
        }
      },
    ],
  ] as Array<[string, (world: any) => Promise<unknown>]>)(
    'moves no closed number by %s',
    async (_, change) => {
      const world = await create();
      const ids = await world.seed();
      await world.count(ids, 4);
      await world.close();
      const { items: before, totals } = await world.page();
      await change({ ...world, ids });
      await world.close();
      const after = await world.page();
      const told = ({ lateCalls, product, ...bill }: Bill) => ({
        ...bill,
        product: product.title,
      });
      expect(after.items.map(told)).toEqual(before.map(told));
      expect(after.totals).toEqual(totals);
    },
  );

  it('tells of calls that came too late, on the bill and in the log', async () => {
    const { seed, count, close, page, closer, warnings } = await create();
    const ids = await seed();
    await count(ids, 4);
    await close();
    expect((await page()).items[0].lateCalls).toBeUndefined();
    await count(ids, 9);
    await closer.noteLateCalls([start - HOUR]);
    await closer.noteLateCalls([start - HOUR]);
    expect((await page()).items[0].lateCalls).toBe(5);
    expect(warnings).toEqual([
      `Bill ${ids.id}/${lastMonth} is closed; 5 billable calls that were counted since are not in it`,
    ]);
  });

  it('bills by the price that was agreed, though the plan has another by now', async () => {
    const { seed, knex, close, page } = await create();
    const ids = await seed({ activeAt: lastStart, endedAt: start - HOUR });
    await knex('subscriptions')
      .where({ id: ids.id })
      .update({ plan_price: JSON.stringify(price), plan_title: 'Business' });
    await knex('plans').update({
      price: JSON.stringify({ currency: 'EUR', components: [] }),
    });
    expect(summary(await page())).toEqual(['closing 20.00']);
    await knex('usage_cursors').insert({
      source: 'fake',
      cursor: '1',
      logged_until: CLOSING,
    });
    await close();
    expect(summary(await page())).toEqual(['closed 20.00']);
  });

  it('closes each bill once, whatever many replicas do at once', async () => {
    const { seed, count, closerOf, knex, page } = await create();
    const ids = await seed();
    for (let more = 0; more < 5; more += 1) {
      await seed();
    }
    await count(ids, 4);
    await Promise.all(
      [1, 2, 3].map(replica => closerOf().run(signal, CLOSING + replica)),
    );
    expect(await knex('bills')).toHaveLength(6);
    expect((await page()).totals).toEqual([
      { currency: 'EUR', amount: '120.04' },
    ]);
    expect(await knex('closed_periods').pluck('period')).toContain(lastMonth);
  });

  it('passes over a subscription whose plan is lost, and closes it once it is repaired', async () => {
    const { seed, count, close, page, knex, warnings } = await create();
    const lost = await seed({ activeAt: lastStart + 1 });
    const whole = await seed();
    const plan = await knex('plans').where({ id: lost.planId }).first();
    await knex('plans').where({ id: lost.planId }).delete();
    await count(whole, 4);
    await close();
    await close();
    const damaged = await page();
    expect(summary(damaged)).toEqual(['closing 0.00', 'closed 20.04']);
    expect(damaged.items[0].problem).toContain('plan');
    expect(damaged.totals).toEqual([{ currency: 'EUR', amount: '20.04' }]);
    expect(warnings).toHaveLength(1);
    await knex('plans').insert(plan);
    await close();
    expect(summary(await page())).toEqual(['closed 20.00', 'closed 20.04']);
  });

  it('pages through bills that are closed and bills that are not', async () => {
    const { seed, count, close, knex, stores } = await create();
    const ids = await Promise.all(
      [1, 2, 3, 4, 5].map(later => seed({ activeAt: lastStart + later })),
    );
    await count(ids[0], 4);
    await close();
    await knex('bills')
      .whereIn('subscription_id', [ids[1].id, ids[3].id])
      .delete();
    const billing = new BillingService({
      ...stores,
      subscriptions: { visibilities: async () => [] } as any,
    });
    const pages = await Promise.all(
      [0, 2, 4].map(offset =>
        billing.list(caller, { period: lastMonth, offset, limit: 2 }),
      ),
    );
    expect(
      pages.flatMap(({ items }) => items.map(bill => bill.subscriptionId)),
    ).toEqual([3, 1, 4, 2, 0].map(index => ids[index].id));
    for (const { totalItems, totals } of pages) {
      expect(totalItems).toBe(5);
      expect(totals).toEqual([{ currency: 'EUR', amount: '100.04' }]);
    }
  });
});
