import type { Plan, Price } from '@oaf/backstage-plugin-api-management-common';
import { beginning, changingPlan } from './partMonths';

const now = Date.parse('2026-11-21T10:00:00Z');
const planOf = (title: string, ...components: Price['components']): Plan => ({
  id: title,
  title,
  state: 'published',
  price: { currency: 'EUR', components },
});
const fee = (amount: string) =>
  ({ type: 'flat', amount, proration: 'daily' } as const);
const perCall = { type: 'per-unit', amount: '0.01' } as const;

const totals = (bills: ReturnType<typeof beginning>) =>
  bills.map(({ title, bill }) => [title, bill.total]);

describe('a subscription that begins today', () => {
  it('pays the days that are left, today among them, and a fee that is due once', () => {
    const plan = planOf('A', fee('30'), perCall, {
      type: 'one-time',
      amount: '5',
    });
    // 10 of 30 days: EUR 10, 1,000 of 3,000 calls, and the set-up fee
    expect(totals(beginning(plan, 3_000, now))).toEqual([['A', '25.00']]);
  });

  it('pays nothing for days and calls of a trial', () => {
    const plan = planOf('A', fee('30'), perCall, { type: 'trial', days: '4' });
    // Free until the 25th at 10:00, so to the end of that day: 5 days and 500 calls are left.
    expect(totals(beginning(plan, 3_000, now))).toEqual([['A', '10.00']]);
  });
});

describe('a plan that changes today', () => {
  const [from, to] = [planOf('A', fee('30'), perCall), planOf('B', fee('60'))];

  it('is billed until yesterday, and the new one from today on', () => {
    const subscription = { plan: from, activeAt: '2026-09-01T00:00:00Z' };
    expect(totals(changingPlan(subscription, to, 3_000, now))).toEqual([
      ['A', '40.00'],
      ['B', '20.00'],
    ]);
  });

  it('has no bill for a former price that cannot be read', () => {
    const plan = { ...from, price: undefined };
    expect(totals(changingPlan({ plan }, to, 0, now))).toEqual([
      ['B', '20.00'],
    ]);
  });
});
