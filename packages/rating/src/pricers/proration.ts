import Big from 'big.js';
import type { Days } from '../Term';
import { allDays, daysFrom, daysOf } from '../Term';
import type { PlanSpan } from '../Term';
import type { PriceChoiceField } from './fields';
import type { PricingContext } from './Pricer';

/** Prices that are older than the choice charge in full. */
export const proration = {
  kind: 'choice',
  label: 'For a part of a month',
  options: { full: 'In full', daily: 'By the day' },
  optional: true,
} as const satisfies PriceChoiceField;

export type Proration = keyof (typeof proration)['options'];

/** The days of a month that a component charges, one entry for each time that the plan was had. */
export function chargedDays(
  how: Proration | undefined,
  { period, term, paidFrom }: PricingContext,
): Days[] {
  const days =
    how === 'daily'
      ? term.spans.map(span => daysOf(period, span))
      : [allDays(period)];
  return days.map(each => daysFrom(period, each, paidFrom));
}

/** Those of a single span, in any month. */
export function spanDays(
  how: Proration | undefined,
  period: string,
  span: PlanSpan,
  paidFrom: number,
): Days {
  const days = how === 'daily' ? daysOf(period, span) : allDays(period);
  return daysFrom(period, days, paidFrom);
}

/**
 * What falls to some days of a month. Both ends are rounded and subtracted, so that the parts of a month that is cut
 * anywhere add up to the whole, to the last cent.
 */
export function shareOf(
  whole: Big,
  days: Days[],
  round: (amount: Big) => Big,
): Big {
  const until = (day: number, of: number) => round(whole.times(day).div(of));
  return days.reduce(
    (sum, { from, to, of }) => sum.plus(until(to, of)).minus(until(from, of)),
    new Big(0),
  );
}

/** `, 10 of 30 days`; nothing of a whole month. */
export function inDays(days: Days[]): string {
  const [{ of }] = days;
  const count = days.reduce((sum, { from, to }) => sum + to - from, 0);
  return count === of ? '' : `, ${count} of ${of} days`;
}

/** The time from the first to the last day that is charged. */
export function hull(days: Days[]): Days {
  return {
    from: Math.min(...days.map(({ from }) => from)),
    to: Math.max(...days.map(({ to }) => to)),
    of: days[0].of,
  };
}
