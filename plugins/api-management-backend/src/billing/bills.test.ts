import { TestDatabases } from '@backstage/backend-test-utils';
import { calendarMonth, calendarMonthOf } from '@oaf/rating';
import type { Bill } from '@oaf/backstage-plugin-api-management-common';
import type { Knex } from 'knex';
import { asUser } from '../__testUtils__/asUser';
import { seedSubscription } from '../__testUtils__/seedSubscription';
import { startPlugin } from '../__testUtils__/startPlugin';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ disableDocker: true });

const price = {
  currency: 'EUR',
  components: [{ type: 'flat' as const, amount: '20' }],
};

const { start, end } = calendarMonth(calendarMonthOf(Date.now()));
const lastMonth = calendarMonthOf(start - 1);
const thisMonth = calendarMonthOf(start);
const nextMonth = calendarMonthOf(end);

describe.each(databases.eachSupportedId())('bills on %s', databaseId => {
  let knex: Knex;
  let user: ReturnType<typeof asUser>;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    user = asUser((await startPlugin(knex)).server);
  });

  const billsOf = async (subscriptionId: string, period: string) =>
    (await user.get(`/bills?subscriptionId=${subscriptionId}&period=${period}`))
      .body.items as Bill[];

  const billed = async (times: {
    activeAt: number;
    endedAt?: number | null;
  }) => {
    const { id } = await seedSubscription(knex, { price, ...times });
    const months = [lastMonth, thisMonth, nextMonth];
    const bills = await Promise.all(months.map(month => billsOf(id, month)));
    return bills.flat().map(({ period }) => period);
  };

  it.each([
    [
      'a subscription that is active since last month',
      { activeAt: start - 1 },
      [lastMonth, thisMonth],
    ],
    [
      'one that began in the first instant of this month',
      { activeAt: start },
      [thisMonth],
    ],
    [
      'one that ended in the first instant of this month',
      { activeAt: start - 1_000, endedAt: start },
      [lastMonth],
    ],
    [
      'one that ended an instant later',
      { activeAt: start - 1_000, endedAt: start + 1 },
      [lastMonth, thisMonth],
    ],
    [
      'one that ended in the instant in which it began',
      { activeAt: start, endedAt: start },
      [],
    ],
  ])('are made for the months of %s', async (_, times, months) => {
    await expect(billed(times)).resolves.toEqual(months);
  });

  it('refuse a month that is none', async () => {
    const { status, body } = await user.get('/bills?period=2026-13');
    expect(status).toBe(400);
    expect(body.error.message).toContain('period');
  });
});
