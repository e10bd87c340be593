import { definePricer } from './Pricer';
import { countedRule } from './countedRule';

/** The amount for each billable call. No calls make a line of zero, so that the bill shows what was counted. */
export const perUnit = definePricer({
  type: 'per-unit',
  title: 'Per call',
  stage: 'charge',
  fields: { amount: { kind: 'amount', label: 'Per call' } },
  price: ({ amount }, { period, calls, money }) => [
    {
      description: `Billable calls, ${period}`,
      quantity: calls.left,
      unitAmount: amount,
      counted: true,
      rule: `${countedRule(calls)} × ${money(amount)}`,
    },
  ],
  describe: ({ amount }, money) => `${money(amount)} / call`,
});
