import Big from 'big.js';
import { definePricer } from './Pricer';

/** The first days of a subscription are free: fees are charged from the day after, and calls until then are not. */
export const trial = definePricer({
  type: 'trial',
  title: 'Trial',
  stage: 'trial',
  once: true,
  fields: { days: { kind: 'count', label: 'Free days' } },
  price: ({ days }, { period, calls, paidFrom }) =>
    calls.trial.eq(0)
      ? []
      : [
          {
            description: `Calls in the trial, ${period}`,
            quantity: calls.trial,
            unitAmount: new Big(0),
            frees: calls.trial,
            rule: `Calls before ${new Date(
              paidFrom,
            ).toISOString()} are of the trial of ${days.toFixed()} days`,
          },
        ],
  describe: ({ days }) => `${days} days free`,
});
