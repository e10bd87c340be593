import Big from 'big.js';
import { roundToMinorUnit } from './currency';
import { parseDecimal } from './decimal';
import type { Money } from './Price';

/** Adds amounts of one currency. */
export function addAmounts(amounts: string[], currency: string): string {
  const total = amounts
    .map(amount => parseDecimal(amount, 'amount'))
    .reduce((left, right) => left.plus(right), new Big(0));
  return roundToMinorUnit(total, currency);
}

/**
 * Adds amounts currency by currency, ordered by currency code. Currencies are never converted.
 *
 * @public
 */
export function sum(amounts: Money[]): Money[] {
  const byCurrency = new Map<string, string[]>();
  for (const { currency, amount } of amounts) {
    byCurrency.set(currency, [...(byCurrency.get(currency) ?? []), amount]);
  }
  return [...byCurrency]
    .map(([currency, parts]) => ({
      currency,
      amount: addAmounts(parts, currency),
    }))
    .sort((left, right) => left.currency.localeCompare(right.currency));
}

/**
 * An amount so many times, such as that of bills which are all the same.
 *
 * @public
 */
export function multiply({ currency, amount }: Money, times: number): Money {
  const product = parseDecimal(amount, 'amount').times(times);
  return { currency, amount: roundToMinorUnit(product, currency) };
}
