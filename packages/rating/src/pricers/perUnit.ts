import Big from 'big.js';
import type { Pricer } from './Pricer';

/** The amount for each billable call. No calls make a line of zero, so that the bill shows what was counted. */
export const perUnit: Pricer = ({ amount, period, usage }) => [
  {
    description: `Billable calls, ${period}`,
    quantity: new Big(usage.billableCalls),
    unitAmount: amount,
  },
];
