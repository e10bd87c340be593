import { TestDatabases } from '@backstage/backend-test-utils';
import { eachMeter, meterColumns, meterNames } from '@oaf/contract';
import type { Knex } from 'knex';
import { migrated } from '../../__testUtils__/migrated';
import { DatabaseRollupStore } from './DatabaseRollupStore';
import { DatabaseUsagePurge } from './DatabaseUsagePurge';
import { startOfMonth } from './periods';
import { type CountedUsage, CountedByOthersError } from './RollupStore';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ disableDocker: true });
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The last hour of a day that is the last of its month. */
const LAST = Date.UTC(2026, 9, 31, 23);
const GRACE = HOUR;
const { signal } = new AbortController();

function usage(
  calls: number,
  hour: number,
  more: Partial<CountedUsage> = {},
): CountedUsage {
  return {
    source: 'fake',
    subscriptionId: 's1',
    applicationId: 'a1',
    productId: 'p1',
    planId: 'plan',
    gatewayApiId: 'api',
    operation: 'GET /claims/{id}',
    statusClass: 2,
    hour,
    meters: { ...eachMeter(() => 0), calls, billableCalls: calls },
    latency: calls ? { 10: calls } : {},
    ...more,
  };
}

/** What must be so after whatever happened: every sum is that of its hours, of each level. */
async function brokenSums(knex: Knex): Promise<string[]> {
  const hours = await knex('usage_hours')
    .join('usage_series', 'usage_series.id', 'usage_hours.series_id')
    .select('usage_hours.*', 'usage_series.level');
  const broken: string[] = [];
  const sums = [
    [
      'usage_days',
      'day',
      (time: number) => time - (time % DAY),
      ['operation', 'subscription', 'product'],
    ],
    ['usage_months', 'month', startOfMonth, ['subscription', 'product']],
  ] as const;
  for (const [table, column, startOf, levels] of sums) {
    const expected = new Map<string, string>();
    const add = (key: string, row: any) => {
      const known = JSON.parse(expected.get(key) ?? '[{},{}]');
      for (const meter of meterNames) {
        const name = meterColumns[meter];
        known[0][name] = (known[0][name] ?? 0) + Number(row[name]);
      }
      for (const [bucket, calls] of Object.entries(
        JSON.parse(row.latency ?? '{}'),
      )) {
        known[1][bucket] = (known[1][bucket] ?? 0) + Number(calls);
      }
      expected.set(key, JSON.stringify(known));
    };
    hours
      .filter(({ level }) => (levels as readonly string[]).includes(level))
      .forEach(row =>
        add(`${row.series_id} ${startOf(Number(row.hour))}`, row),
      );
    const found = new Map<string, string>();
    for (const row of await knex(table)) {
      found.set(
        `${row.series_id} ${Number(row[column])}`,
        JSON.stringify([
          Object.fromEntries(
            meterNames.map(meter => [
              meterColumns[meter],
              Number(row[meterColumns[meter]]),
            ]),
          ),
          JSON.parse(row.latency ?? '{}'),
        ]),
      );
    }
    for (const key of new Set([...expected.keys(), ...found.keys()])) {
      if (expected.get(key) !== found.get(key)) {
        broken.push(
          `${table} ${key}: ${found.get(key)} is not ${expected.get(key)}`,
        );
      }
    }
  }
  const ofLevel = async (level: string) =>
    hours
      .filter(row => row.level === level)
      .reduce((sum, row) => sum + Number(row.calls), 0);
  const [{ calls }] = await knex('usage_records').sum({ calls: 'calls' });
  for (const level of ['operation', 'subscription', 'product']) {
    if ((await ofLevel(level)) !== Number(calls ?? 0)) {
      broken.push(`usage_records ${calls} are not those of level ${level}`);
    }
  }
  return broken;
}

describe.each(databases.eachSupportedId())('the rollup on %s', engine => {
  async function create() {
    const knex = await migrated(databases, engine);
    const store = new DatabaseRollupStore(knex);
    let arrived = 0;
    const note = async (hours: number[], loggedUntil: number) => {
      arrived += 1;
      return store.noteChanged(await store.read('fake'), {
        hours,
        cursor: String(arrived),
        loggedUntil,
      });
    };
    const count = async (
      hours: number[],
      counted: CountedUsage[],
      loggedUntil = LAST,
    ) =>
      store.replaceHours(await note(hours, loggedUntil), hours, counted, {
        graceMs: GRACE,
        now: 5,
        logged: [],
      });
    const meteredUntil = async () => {
      const row = await knex('usage_cursors').where({ source: 'fake' }).first();
      return row && Number(row.logged_until);
    };
    const corrections = async () =>
      (
        await knex('usage_corrections').orderBy(['calls', 'subscription_id'])
      ).map(row => [Number(row.hour), row.subscription_id, Number(row.calls)]);
    return { knex, store, note, count, meteredUntil, corrections };
  }

  it('sums up days and months of hours that come in any order, also anew and in other operations', async () => {
    const { knex, count } = await create();
    const other = { operation: null, statusClass: 4 };
    await count([LAST + HOUR], [usage(5, LAST + HOUR)]);
    await count([LAST], [usage(3, LAST), usage(2, LAST, other)]);
    await count(
      [LAST, LAST + HOUR],
      [usage(4, LAST), usage(5, LAST + HOUR), usage(7, LAST + HOUR, other)],
    );
    await count([LAST + HOUR], [usage(1, LAST + HOUR, { planId: 'new' })]);
    expect(await brokenSums(knex)).toEqual([]);
    const days = await knex('usage_days')
      .join('usage_series', 'id', 'series_id')
      .where({ level: 'product' })
      .orderBy('day');
    expect(days.map(row => [Number(row.day), Number(row.calls)])).toEqual([
      [LAST - 23 * HOUR, 4],
      [LAST + HOUR, 1],
    ]);
    await count([LAST, LAST + HOUR], []);
    for (const table of ['usage_hours', 'usage_days', 'usage_months']) {
      expect(await knex(table)).toEqual([]);
    }
  });

  it('writes nothing when the same is counted again', async () => {
    const { knex, count } = await create();
    await count([LAST], [usage(3, LAST)]);
    const writes: string[] = [];
    knex.on('query', ({ sql }) => {
      if (
        /^(insert|delete).*usage_(hours|days|months|records|series)/i.test(sql)
      ) {
        writes.push(sql);
      }
    });
    await count([LAST], [usage(3, LAST)]);
    expect(writes).toEqual([]);
  });

  it('notes what changes in an hour after it was closed, and not before', async () => {
    const { count, corrections } = await create();
    await count([LAST], [usage(3, LAST)], LAST + HOUR);
    await count([LAST], [usage(4, LAST)], LAST + HOUR + GRACE);
    expect(await corrections()).toEqual([]);
    await count(
      [LAST],
      [usage(6, LAST), usage(1, LAST, { subscriptionId: 's2' })],
      LAST + 3 * HOUR,
    );
    await count([LAST], [usage(5, LAST)], LAST + 3 * HOUR);
    expect(await corrections()).toEqual([
      [LAST, 's1', -1],
      [LAST, 's2', -1],
      [LAST, 's2', 1],
      [LAST, 's1', 2],
    ]);
  });

  it('is counted up to the first hour that is left, and no clock that is put back takes that back', async () => {
    const { store, note, count, meteredUntil } = await create();
    expect(await meteredUntil()).toBeUndefined();
    await note([LAST - HOUR, LAST], LAST + 5);
    expect(await meteredUntil()).toBe(LAST - HOUR);
    await store.replaceHours(await store.read('fake'), [LAST - HOUR], [], {
      graceMs: GRACE,
      now: 1,
      logged: [],
    });
    expect(await meteredUntil()).toBe(LAST);
    await count([LAST], [], LAST + 5);
    expect(await meteredUntil()).toBe(LAST + 5);
    await count([], [], LAST - DAY);
    expect(await meteredUntil()).toBe(LAST + 5);
  });

  it('takes each step from one only, however many count at once', async () => {
    const { knex, store, note } = await create();
    await note([LAST], LAST);
    const rollup = await store.read('fake');
    const results = await Promise.allSettled(
      [1, 2, 3, 4].map(calls =>
        store.replaceHours(rollup, [LAST], [usage(calls, LAST)], {
          graceMs: GRACE,
          now: 1,
          logged: [],
        }),
      ),
    );
    const lost = results.flatMap(result =>
      result.status === 'rejected' ? [result.reason] : [],
    );
    expect(lost).toHaveLength(3);
    lost.forEach(error => expect(error).toBeInstanceOf(CountedByOthersError));
    expect(await brokenSums(knex)).toEqual([]);
    expect(await store.pending('fake', 10)).toEqual([]);
  });

  it('counts what arrived while it was counted', async () => {
    const { store, note } = await create();
    const before = await note([LAST], LAST);
    await note([LAST], LAST);
    await expect(
      store.replaceHours(before, [LAST], [usage(1, LAST)], {
        graceMs: GRACE,
        now: 1,
        logged: [],
      }),
    ).rejects.toThrow(CountedByOthersError);
    expect(await store.pending('fake', 10)).toEqual([LAST]);
  });

  it('does a step as a whole or not at all, whichever statement it is cut off at', async () => {
    const { knex, store, note, count } = await create();
    await count([LAST], [usage(3, LAST), usage(2, LAST, { statusClass: 5 })]);
    const next = [usage(4, LAST, { planId: 'new' }), usage(9, LAST)];
    const state = async () =>
      JSON.stringify(
        await Promise.all(
          [
            'usage_hours',
            'usage_days',
            'usage_months',
            'usage_records',
            'usage_pending_hours',
          ].map(async table =>
            (await knex(table)).map(row => JSON.stringify(row)).sort(),
          ),
        ),
      );
    await note([LAST], LAST + DAY);
    const before = await state();
    let cuts = 0;
    for (let cut = 1; ; cut += 1) {
      let statements = 0;
      const cutOff = () => {
        statements += 1;
        if (statements === cut) {
          throw new Error('cut off');
        }
      };
      const broken = new DatabaseRollupStore(intercepted(knex, cutOff));
      const rollup = await store.read('fake');
      const done = await broken
        .replaceHours(rollup, [LAST], next, {
          graceMs: GRACE,
          now: 1,
          logged: [],
        })
        .then(
          () => true,
          error => {
            expect(String(error)).toContain('cut off');
            return false;
          },
        );
      if (done) {
        break;
      }
      cuts += 1;
      expect(await state()).toBe(before);
    }
    expect(cuts).toBeGreaterThan(12);
    expect(await brokenSums(knex)).toEqual([]);
    expect(await store.pending('fake', 10)).toEqual([]);
  });

  it('counts no hour anew of which the log has forgotten a part, and keeps what was counted', async () => {
    const { knex, store, count, note } = await create();
    const old = LAST - 50 * DAY;
    await count([old, LAST], [usage(3, old), usage(4, LAST)]);
    await note([old, old + HOUR], LAST);
    await new DatabaseUsagePurge(knex).run(
      { log: old + 1, hours: LAST - 100 * DAY, days: LAST - 300 * DAY },
      signal,
    );
    expect(await store.pending('fake', 10)).toEqual([old + HOUR]);
    await note([old], LAST);
    expect(await store.pending('fake', 10)).toEqual([old + HOUR]);
    expect(await brokenSums(knex)).toEqual([]);
    expect(await knex('usage_hours').where({ hour: old })).toHaveLength(3);
  });

  it('forgets what is older than it is kept, and counts none of that anew', async () => {
    const { knex, store, count, note } = await create();
    const old = LAST - 200 * DAY;
    await count([old, LAST], [usage(3, old), usage(4, LAST)]);
    await new DatabaseUsagePurge(knex).run(
      { log: 0, hours: LAST - 100 * DAY, days: LAST - 300 * DAY },
      signal,
    );
    expect((await knex('usage_hours')).map(row => Number(row.hour))).toEqual([
      LAST,
      LAST,
      LAST,
    ]);
    expect(await knex('usage_days')).toHaveLength(6);
    await note([old], LAST);
    expect(await store.pending('fake', 10)).toEqual([]);
    await new DatabaseUsagePurge(knex).run(
      { log: 0, hours: LAST - 100 * DAY, days: LAST - 100 * DAY },
      signal,
    );
    expect(await brokenSums(knex)).toEqual([]);
    await new DatabaseUsagePurge(knex).run(
      { log: 0, hours: LAST + 40 * DAY, days: LAST + 40 * DAY },
      signal,
    );
    for (const table of [
      'usage_series',
      'usage_hours',
      'usage_days',
      'usage_months',
      'usage_records',
    ]) {
      expect(await knex(table)).toEqual([]);
    }
  });
});

/** The database, whose transactions tell of each statement before it is sent. */
function intercepted(knex: Knex, onStatement: () => void): Knex {
  return new Proxy(knex, {
    get(target, property) {
      if (property !== 'transaction') {
        return Reflect.get(target, property);
      }
      return (
        perform: (trx: Knex.Transaction) => Promise<unknown>,
        config: any,
      ) =>
        target.transaction(trx => {
          return perform(
            new Proxy(trx, {
              apply(fn, self, args) {
                onStatement();
                return Reflect.apply(fn, self, args);
              },
            }),
          );
        }, config);
    },
  });
}
