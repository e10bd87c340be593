import Big from 'big.js';
import { roundToMinorUnit } from './currency';
import { parseDecimal } from './decimal';
import type { RatedBill } from './Price';

/** What a line of a bill has to be changed by; `id` and words are those of the line. @public */
export type Adjustment = {
  id: string;
  description: string;
  billed: string;
  rated: string;
  /** `rated` − `billed`. */
  amount: string;
};

/**
 * What has to be charged or given back, line by line, when something was billed and comes to something else now. Together
 * with the bill it makes exactly what is rated now.
 *
 * @public
 */
export function adjustments(
  billed: RatedBill,
  rated: RatedBill,
  currency: string,
): Adjustment[] {
  const lines = [...billed.lines, ...rated.lines];
  return [...new Set(lines.map(({ id }) => id))].flatMap(id => {
    const before = amountOf(billed, id);
    const now = amountOf(rated, id);
    return before.eq(now)
      ? []
      : [
          {
            id,
            description: lines.findLast(line => line.id === id)!.description,
            billed: roundToMinorUnit(before, currency),
            rated: roundToMinorUnit(now, currency),
            amount: roundToMinorUnit(now.minus(before), currency),
          },
        ];
  });
}

function amountOf({ lines }: RatedBill, id: string): Big {
  const amounts = lines.filter(line => line.id === id);
  return amounts.reduce(
    (sum, { amount }) => sum.plus(parseDecimal(amount, 'amount')),
    new Big(0),
  );
}
