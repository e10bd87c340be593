import type Big from 'big.js';
import type { RatedUsage } from '../Price';

/** An unrounded line. */
export type PricedLine = {
  description: string;
  quantity: Big;
  unitAmount: Big;
};

/**
 * Turns one price component into lines. Most components make one line; a graduated price makes one per step.
 */
export type Pricer = (component: {
  amount: Big;
  period: string;
  usage: RatedUsage;
}) => PricedLine[];
