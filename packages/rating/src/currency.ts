import Big from 'big.js';
import { RatingInputError } from './RatingInputError';

const CODE = /^[A-Z]{3}$/;

/** Asking takes longer than rating a line. */
const known = new Map<string, number>();

/**
 * Fraction digits of a currency by ISO 4217: 2 for EUR, 0 for JPY, 3 for BHD.
 *
 * @public
 */
export function minorUnits(currency: string): number {
  if (!CODE.test(currency)) {
    throw new RatingInputError('currency', currency, 'an ISO 4217 code');
  }
  const digits = known.get(currency) ?? askMinorUnits(currency);
  known.set(currency, digits);
  return digits;
}

function askMinorUnits(currency: string): number {
  const { maximumFractionDigits } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions();
  return maximumFractionDigits!;
}

/**
 * Rounds half to even, so that many halves do not add up in anyone's favour.
 */
export function roundToMinorUnit(amount: Big, currency: string): string {
  const text = amount.toFixed(minorUnits(currency), Big.roundHalfEven);
  return /[1-9]/.test(text) ? text : text.replace('-', '');
}
