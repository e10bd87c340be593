import Big from 'big.js';
import { formatDecimal } from '../decimal';
import { definePricer } from './Pricer';
import { chargedDays, inDays, proration, shareOf } from './proration';

const wholeCalls = (count: Big) => count.round(0, Big.roundHalfUp);

/** The first calls of a month are free. */
export const freeUnits = definePricer({
  type: 'free-units',
  title: 'Free calls',
  stage: 'allowance',
  once: true,
  fields: {
    count: { kind: 'count', label: 'Free calls per month' },
    proration,
  },
  price: ({ count, proration: how }, context) => {
    const days = chargedDays(how, context);
    const free = shareOf(count, days, wholeCalls);
    const { left } = context.calls;
    const used = left.lt(free) ? left : free;
    return [
      {
        description: `Free calls, ${context.period}`,
        quantity: used,
        unitAmount: new Big(0),
        frees: used,
        rule: `The first ${formatDecimal(
          free,
        )} calls of the month are free${inDays(days)}`,
      },
    ];
  },
  describe: ({ count }) => `${count} calls free`,
});
