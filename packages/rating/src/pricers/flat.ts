import Big from 'big.js';
import type { Pricer } from './Pricer';

/** The amount once per period, whatever the usage. */
export const flat: Pricer = ({ amount, period }) => [
  {
    description: `Monthly fee, ${period}`,
    quantity: new Big(1),
    unitAmount: amount,
  },
];
