import Big from 'big.js';
import { formatDecimal } from '../decimal';
import { countedRule } from './countedRule';
import { definePricer } from './Pricer';
import type { PricedLine, PricingContext } from './Pricer';
import { callsOfStep, describeSteps, placeSteps, steps } from './steps';
import type { PlacedStep } from './steps';

/** Each call has the amount of the step that it is in: the 251st is the first of the step after 250. */
export const graduated = definePricer({
  type: 'graduated',
  title: 'Per call, by steps',
  stage: 'charge',
  fields: { steps },
  price: (values, context) =>
    placeSteps(values.steps)
      .filter(({ after }) => after.eq(0) || context.calls.left.gt(after))
      .flatMap((step, index) => stepLines(step, index, context)),
  describe: (texts, money) => `${describeSteps(texts.steps, money)} / call`,
});

function stepLines(
  step: PlacedStep,
  index: number,
  { period, calls, money }: PricingContext,
): PricedLine[] {
  const end = step.upTo?.lt(calls.left) ? step.upTo : calls.left;
  const quantity = end.minus(step.after);
  const where = callsOfStep(step);
  const line: PricedLine = {
    part: `step-${index}`,
    description: `Billable calls, ${where}, ${period}`,
    quantity,
    unitAmount: step.amount,
    counted: true,
    rule: `${countedRule(calls)}; ${where}: ${formatDecimal(
      quantity,
    )} × ${money(step.amount)}`,
  };
  return [line, ...feeLines(step, index, quantity, period)];
}

/** The fee of a step is due with its first call. */
export function feeLines(
  step: PlacedStep,
  index: number,
  quantity: Big,
  period: string,
): PricedLine[] {
  return step.fee && quantity.gt(0)
    ? [
        {
          part: `step-${index}-fee`,
          description: `Fee for ${callsOfStep(step)}, ${period}`,
          quantity: new Big(1),
          unitAmount: step.fee,
          rule: `Once in a month that reaches ${callsOfStep(step)}`,
        },
      ]
    : [];
}
