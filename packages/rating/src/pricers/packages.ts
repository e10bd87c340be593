import Big from 'big.js';
import { formatDecimal } from '../decimal';
import { countedRule } from './countedRule';
import { definePricer } from './Pricer';

/** The amount for each package of calls that was begun. */
export const packages = definePricer({
  type: 'package',
  title: 'Packages of calls',
  stage: 'charge',
  fields: {
    amount: { kind: 'amount', label: 'Per package' },
    size: { kind: 'count', label: 'Calls in a package' },
  },
  price: ({ amount, size }, { period, calls, money }) => [
    {
      description: `Packages of ${formatDecimal(size)} calls, ${period}`,
      quantity: begun(calls.left, size),
      unitAmount: amount,
      counted: true,
      rule: `${countedRule(calls)}; each begun package of ${formatDecimal(
        size,
      )} calls × ${money(amount)}`,
    },
  ],
  describe: ({ amount, size }, money) => `${money(amount)} / ${size} calls`,
});

/** Division by subtraction of the rest stays exact, whatever the size. */
function begun(calls: Big, size: Big): Big {
  const rest = calls.mod(size);
  const full = calls.minus(rest).div(size);
  return rest.eq(0) ? full : full.plus(1);
}
