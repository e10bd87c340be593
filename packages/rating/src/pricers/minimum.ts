import Big from 'big.js';
import { definePricer } from './Pricer';
import { chargedDays, inDays, proration, shareOf } from './proration';

/** What fees and calls of the month come to at least. */
export const minimum = definePricer({
  type: 'minimum',
  title: 'Minimum',
  stage: 'minimum',
  once: true,
  fields: {
    amount: { kind: 'amount', label: 'At least per month' },
    proration,
  },
  price: ({ amount, proration: how }, context) => {
    const days = chargedDays(how, context);
    const least = shareOf(amount, days, context.round);
    const missing = least.minus(context.subtotal);
    return missing.lte(0)
      ? []
      : [
          {
            description: `Up to the minimum, ${context.period}`,
            quantity: new Big(1),
            unitAmount: missing,
            rule: `At least ${context.money(amount)} per month${inDays(
              days,
            )}; the lines of the month come to ${context.money(
              context.subtotal,
            )}`,
          },
        ];
  },
  describe: ({ amount }, money) => `at least ${money(amount)} / month`,
});
