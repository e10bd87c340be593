import Big from 'big.js';
import { formatDecimal } from '../decimal';
import { definePricer } from './Pricer';

/** A part of everything; of what is given back, too. */
export const percentDiscount = definePricer({
  type: 'percent-discount',
  title: 'Discount in percent',
  stage: 'discount',
  once: true,
  fields: { percent: { kind: 'percent', label: 'Discount in percent' } },
  price: ({ percent }, { total, money, period }) => [
    {
      description: `Discount of ${formatDecimal(percent)} %, ${period}`,
      quantity: percent.div(100),
      unitAmount: total.neg(),
      rule: `${formatDecimal(percent)} % of ${money(total)}`,
    },
  ],
  describe: ({ percent }) => `${percent} % off`,
});

const atLeastZero = (amount: Big) => (amount.lt(0) ? new Big(0) : amount);

/** An amount less each month, and never more than there is to pay. */
export const amountDiscount = definePricer({
  type: 'amount-discount',
  title: 'Discount',
  stage: 'discount',
  once: true,
  fields: { amount: { kind: 'amount', label: 'Less per month' } },
  price: ({ amount }, { total, money, period }) => {
    const given = total.lt(amount) ? atLeastZero(total) : amount;
    return [
      {
        description: `Discount, ${period}`,
        quantity: new Big(1),
        unitAmount: given.neg(),
        rule: `${money(amount)} less per month, at most the ${money(
          total,
        )} that there is to pay`,
      },
    ];
  },
  describe: ({ amount }, money) => `${money(amount)} off / month`,
});
