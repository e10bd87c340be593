import { countedRule } from './countedRule';
import { feeLines } from './graduated';
import { definePricer } from './Pricer';
import { callsOfStep, describeSteps, placeSteps, steps } from './steps';

/** All calls have the amount of the step that their number reaches, so that the 251st makes the 250 before it cheaper. */
export const volume = definePricer({
  type: 'volume',
  title: 'Per call, by volume',
  stage: 'charge',
  fields: { steps },
  price: (values, { period, calls, money }) => {
    const placed = placeSteps(values.steps);
    const index = placed.findIndex(
      ({ upTo }) => upTo === undefined || calls.left.lte(upTo),
    );
    const step = placed[index];
    return [
      {
        description: `Billable calls, ${period}`,
        quantity: calls.left,
        unitAmount: step.amount,
        counted: true,
        rule: `${countedRule(calls)}; all × ${money(
          step.amount,
        )}, as their number is in the step of ${callsOfStep(step)}`,
      },
      ...feeLines(step, index, calls.left, period),
    ];
  },
  describe: (texts, money) =>
    `${describeSteps(texts.steps, money)} / call, for all calls`,
});
