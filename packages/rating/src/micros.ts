import Big from 'big.js';
import { roundToMinorUnit } from './currency';
import { parseDecimal } from './decimal';

const MICROS = 1_000_000;

/**
 * An amount in millionths of its currency, as a whole number in text: what a database adds exactly. No currency has more
 * than four fraction digits.
 *
 * @public
 */
export function toMicros(amount: string): string {
  return parseDecimal(amount, 'amount').times(MICROS).toFixed(0);
}

/**
 * Millionths back to an amount with the currency's fraction digits.
 *
 * @public
 */
export function fromMicros(micros: string, currency: string): string {
  return roundToMinorUnit(
    parseDecimal(micros, 'micros').div(new Big(MICROS)),
    currency,
  );
}
