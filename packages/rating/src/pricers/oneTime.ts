import Big from 'big.js';
import { calendarMonth } from '../period';
import { beganIn } from '../Term';
import { definePricer } from './Pricer';

/** The amount once, in the month in which the plan begins. */
export const oneTime = definePricer({
  type: 'one-time',
  title: 'Once',
  stage: 'charge',
  fields: { amount: { kind: 'amount', label: 'Once, when the plan begins' } },
  price: ({ amount }, { period, term, money }) => {
    const begins = term.spans.filter(span =>
      beganIn(calendarMonth(period), span),
    ).length;
    return begins === 0
      ? []
      : [
          {
            description: `Set-up fee, ${period}`,
            quantity: new Big(begins),
            unitAmount: amount,
            apart: true,
            rule: `${money(amount)} once, as the plan began`,
          },
        ];
  },
  describe: ({ amount }, money) => `${money(amount)} once`,
});
