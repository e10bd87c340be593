import Big from 'big.js';
import { definePricer } from './Pricer';

/** The amount for each billable call. No calls make a line of zero, so that the bill shows what was counted. */
export const perUnit = definePricer({
  type: 'per-unit',
  title: 'Per call',
  fields: { amount: { kind: 'amount', label: 'Per call' } },
  price: ({ amount }, { period, usage }) => [
    {
      description: `Billable calls, ${period}`,
      quantity: new Big(usage.billableCalls),
      unitAmount: amount,
      counted: true,
    },
  ],
  describe: ({ amount }, money) => `${money(amount)} / call`,
});
