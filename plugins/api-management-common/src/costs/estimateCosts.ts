import type { StackParameter } from '../schema/openapi/generated/models';
import { costParts, type CostPartName } from './costParts';
import { awsPricesAsOf } from './prices';
import { stackCosts, type StackValues } from './stackCosts';

/** Calls a month, in millions, that costs are estimated for. @public */
export const estimatedMillions = [1, 10, 100] as const;

/** What a stack is expected to cost, in US dollars a month. @public */
export type CostEstimate = {
  /** Year and month in which the prices were looked up. */
  asOf: string;
  parts: Array<{
    name: CostPartName;
    /** What is paid for, in English. */
    part: string;
    /** One for each of {@link estimatedMillions}. */
    amounts: number[];
  }>;
  totals: number[];
};

/**
 * Estimates what a stack costs a month: list prices of US East (N. Virginia), without free tiers but the first 100 GB of data out. A part is left out
 * when it costs nothing at any number of calls; undefined for a stack of which no prices are known.
 *
 * @param values - of its parameters, by name; those absent have their defaults
 * @public
 */
export function estimateCosts(
  template: {
    name: string;
    parameters: Pick<StackParameter, 'name' | 'default'>[];
  },
  values: StackValues,
): CostEstimate | undefined {
  const costs = stackCosts[template.name];
  if (!costs) {
    return undefined;
  }
  const all = { ...defaultsOf(template.parameters), ...values };
  const columns = estimatedMillions.map(millions => costs(all, millions));
  const parts = columns[0].map(({ part: name }, index) => ({
    name,
    part: costParts[name],
    amounts: columns.map(column => column[index].amount),
  }));
  return {
    asOf: awsPricesAsOf,
    parts: parts.filter(({ amounts }) => amounts.some(amount => amount > 0)),
    totals: columns.map(column =>
      column.reduce((sum, { amount }) => sum + amount, 0),
    ),
  };
}

function defaultsOf(parameters: Pick<StackParameter, 'name' | 'default'>[]) {
  return Object.fromEntries(
    parameters.flatMap(({ name, default: value }) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}
