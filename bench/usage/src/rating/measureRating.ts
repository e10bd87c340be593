import { multiply, timeTask } from '@oaf/bench-harness';
import { calendarMonth, calendarMonthOf, rate } from '@oaf/rating';
import { type Portal, withPortal } from '../portal/withPortal';
import { price } from './price';

const DAY_MS = 86_400_000;

/** Usage records of a subscription in the month. */
const RECORDS = 8;

export type MeasuredRating = {
  subscriptions: number;
  /** Seconds for the arithmetic alone. */
  rated: number;
  /** Seconds from usage records to closed bills in the database. */
  closed: number;
  bills: number;
};

/** Rates a month of so many subscriptions; then has the portal make their bills. */
export async function measureRating(
  subscriptions: number,
  say: (text: string) => void,
): Promise<MeasuredRating> {
  say(`rating ${subscriptions.toLocaleString('en')} subscriptions …`);
  const rated = timeRating(subscriptions);
  say('closing their bills …');
  const bills = await withPortal(portal => close(portal, subscriptions));
  return { subscriptions, rated, ...bills };
}

/** Few call much. */
const callsOf = (number: number) => Math.floor(10_000_000 / (number + 1));

function timeRating(subscriptions: number): number {
  const begin = performance.now();
  for (let number = 0; number < subscriptions; number += 1) {
    const usage = { billableCalls: callsOf(number) };
    rate({ price, period: '2026-10', usage });
  }
  return (performance.now() - begin) / 1000;
}

async function close({ backend, subscriptionId }: Portal, count: number) {
  const { start } = calendarMonth(calendarMonthOf(Date.now()));
  const month = calendarMonth(calendarMonthOf(start - 1));
  backend.write('api-management', database => {
    database
      .prepare(
        'update subscriptions set active_at = ?, plan_price = ? where id = ?',
      )
      .run(month.start + DAY_MS, JSON.stringify(price), subscriptionId);
    multiply(database, subscriptionId, count - 1);
    database.exec(
      `insert into usage_records (source, subscription_id, gateway_api_id, plan_id, hour, application_id, product_id, calls, billable_calls, client_errors, server_errors, throttled_calls, response_bytes, latency_sum)
       with recursive numbers(n) as (select 0 union all select n + 1 from numbers where n < ${
         RECORDS - 1
       })
       select 'local', subscriptions.id, 'api', plan_id, ${
         month.start + DAY_MS
       } + n * ${DAY_MS}, application_id, product_id, 1, 10000000 / subscriptions.rowid, 0, 0, 0, 0, 0
       from subscriptions, numbers`,
    );
    database.exec(
      `insert into usage_cursors (source, cursor, logged_until) values ('local', '0', ${Date.now()})
       on conflict (source) do update set logged_until = excluded.logged_until`,
    );
  });
  const closed = await timeTask(backend, 'close-bills');
  const [{ bills }] = backend.read<{ bills: number }>(
    'api-management',
    'select count(*) as bills from bills',
  );
  return { closed, bills };
}
