import Big from 'big.js';
import { calendarMonth, monthAfter } from '../period';
import { beganIn, goesOnAfter } from '../Term';
import type { Days, PlanSpan } from '../Term';
import { definePricer } from './Pricer';
import type { PricedLine, PricingContext } from './Pricer';
import {
  chargedDays,
  hull,
  inDays,
  proration,
  shareOf,
  spanDays,
} from './proration';
import type { Proration } from './proration';

type Fee = { amount: Big; proration?: Proration };

/** The amount once per month, whatever the usage. */
export const flat = definePricer({
  type: 'flat',
  title: 'Per month',
  stage: 'charge',
  fields: {
    amount: { kind: 'amount', label: 'Per month' },
    due: {
      kind: 'choice',
      label: 'Charged',
      options: { arrears: 'With the bill of the month', advance: 'In advance' },
      optional: true,
    },
    proration,
  },
  price: ({ due, ...fee }, context) =>
    due === 'advance'
      ? context.term.spans.flatMap((span, index) =>
          inAdvance(fee, span, index, context),
        )
      : [
          feeLine(fee, context, {
            days: chargedDays(fee.proration, context),
            period: context.period,
          }),
        ],
  describe: ({ amount, due }, money) =>
    `${money(amount)} / month${due === 'advance' ? ' in advance' : ''}`,
});

function feeLine(
  { amount }: Fee,
  { round, money }: PricingContext,
  {
    days,
    period,
    ...part
  }: { days: Days[]; period: string } & Pick<PricedLine, 'part' | 'apart'>,
): PricedLine {
  return {
    description: `Monthly fee, ${period}`,
    quantity: new Big(1),
    unitAmount: amount,
    amount: shareOf(amount, days, round),
    rule: `${money(amount)} per month${
      part.apart ? ', in advance' : ''
    }${inDays(days)}`,
    days: { ...hull(days), period },
    ...part,
  };
}

/**
 * A month is charged with the bill of the one before; the first one with its own bill, as there is none before it. What
 * was charged for days on which the plan was not had any more is given back.
 */
function inAdvance(
  fee: Fee,
  span: PlanSpan,
  index: number,
  context: PricingContext,
): PricedLine[] {
  const { period, paidFrom } = context;
  const month = calendarMonth(period);
  const next = monthAfter(period);
  const { since } = span;
  const days = (when: string, of: PlanSpan) => [
    spanDays(fee.proration, when, of, paidFrom),
  ];
  const own = { days: days(period, span), period, part: `fee-${index}` };
  const coming = {
    days: days(next, { since }),
    period: next,
    part: `next-${index}`,
    apart: true,
  };
  return [
    ...(beganIn(month, span) ? [feeLine(fee, context, own)] : []),
    ...(since < month.start ? givenBack(fee, span, index, context) : []),
    ...(since < month.end && goesOnAfter(month, span)
      ? [feeLine(fee, context, coming)]
      : []),
  ];
}

function givenBack(
  fee: Fee,
  span: PlanSpan,
  index: number,
  context: PricingContext,
): PricedLine[] {
  const { period, paidFrom, round, money } = context;
  const { since, until = Infinity } = span;
  const month = calendarMonth(period);
  // Who left before the month began was never charged for it.
  if (until <= month.start) {
    return [];
  }
  const charged = spanDays(fee.proration, period, { since }, paidFrom);
  const had = spanDays(fee.proration, period, span, paidFrom);
  const unused = { from: had.to, to: charged.to, of: had.of };
  return unused.from >= unused.to
    ? []
    : [
        {
          part: `back-${index}`,
          description: `Monthly fee not used, ${period}`,
          quantity: new Big(-1),
          unitAmount: fee.amount,
          amount: shareOf(fee.amount, [unused], round).neg(),
          apart: true,
          rule: `${money(
            fee.amount,
          )} per month was charged in advance; given back${inDays([unused])}`,
          days: { ...unused, period },
        },
      ];
}
