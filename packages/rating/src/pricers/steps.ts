import Big from 'big.js';
import { formatDecimal } from '../decimal';
import { RatingInputError } from '../RatingInputError';
import type { PriceListField } from './fields';

/** Steps of calls, each with its own amounts; the last one has no end. */
export const steps = {
  kind: 'list',
  label: 'Steps',
  least: 1,
  most: 20,
  fields: {
    upTo: { kind: 'count', label: 'Up to and with call', optional: true },
    amount: { kind: 'amount', label: 'Per call' },
    fee: { kind: 'amount', label: 'Fee of the step', optional: true },
  },
} as const satisfies PriceListField;

export type Step = { upTo?: Big; amount: Big; fee?: Big };

/** A step with the last call before it. */
export type PlacedStep = Step & { after: Big };

/** @throws RatingInputError when steps do not follow each other to no end */
export function placeSteps(list: Step[]): PlacedStep[] {
  let after = new Big(0);
  return list.map((step, index) => {
    const isLast = index === list.length - 1;
    if (isLast !== (step.upTo === undefined) || step.upTo?.lte(after)) {
      throw new RatingInputError(
        `steps.${index}.upTo`,
        step.upTo?.toFixed(),
        isLast ? 'absent in the last step' : `more than ${after.toFixed()}`,
      );
    }
    const placed = { ...step, after };
    after = step.upTo ?? after;
    return placed;
  });
}

/** `calls 251 to 1000`, `calls from 1001 on` */
export function callsOfStep({ after, upTo }: PlacedStep): string {
  const first = formatDecimal(after.plus(1));
  return upTo
    ? `calls ${first} to ${formatDecimal(upTo)}`
    : `calls from ${first} on`;
}

/** `EUR 0.01 to 250, then EUR 0.005` */
export function describeSteps(
  list: Array<{ upTo?: string; amount: string; fee?: string }>,
  money: (amount: string) => string,
): string {
  return list
    .map(({ upTo, amount, fee }) =>
      [
        money(amount),
        ...(fee ? [`+ ${money(fee)}`] : []),
        ...(upTo ? [`to ${upTo}`] : []),
      ].join(' '),
    )
    .join(', then ');
}
