import Big from 'big.js';
import { RatingInputError } from './RatingInputError';

const DECIMAL = /^-?\d+(\.\d+)?$/;

/** Big also reads exponents and blanks; a money amount is only ever plain digits. */
export function parseDecimal(value: string, field: string): Big {
  if (!DECIMAL.test(value)) {
    throw new RatingInputError(field, value, 'a decimal like "12.50"');
  }
  return new Big(value);
}

/** Digits without an exponent, however small or large the number; nothing has no sign. */
export function formatDecimal(value: Big): string {
  return value.eq(0) ? '0' : value.toFixed();
}
