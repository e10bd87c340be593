import Big from 'big.js';
import { definePricer } from './Pricer';

/** The amount once per period, whatever the usage. */
export const flat = definePricer({
  type: 'flat',
  title: 'Per month',
  fields: { amount: { kind: 'amount', label: 'Per month' } },
  price: ({ amount }, { period }) => [
    {
      description: `Monthly fee, ${period}`,
      quantity: new Big(1),
      unitAmount: amount,
    },
  ],
  describe: ({ amount }, money) => `${money(amount)} / month`,
});
