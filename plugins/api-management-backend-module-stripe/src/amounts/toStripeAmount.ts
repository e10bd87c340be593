import { InputError } from '@backstage/errors';

/** Currencies of which Stripe takes whole units; ISO 4217 gives MGA two digits, Stripe none. */
const WITHOUT_DIGITS =
  /^(BIF|CLP|DJF|GNF|JPY|KMF|KRW|MGA|PYG|RWF|VND|VUV|XAF|XOF|XPF)$/;
/** Stripe takes thousandths of these, in whole hundredths. */
const WITH_THREE_DIGITS = /^(BHD|JOD|KWD|OMR|TND)$/;
/** They have no smaller unit any more, and Stripe goes on to count hundredths, of whole units. */
const WHOLE_UNITS_IN_HUNDREDTHS = /^(ISK|UGX)$/;

/** Longer ones are lost in a number, and Stripe refuses them long before. */
const MAX_DIGITS = 12;

/**
 * An amount in the smallest unit that Stripe has of a currency, exact. `-0.07` of EUR is -7, `500` of JPY 500.
 *
 * @throws InputError when Stripe has no such amount
 */
export function toStripeAmount(amount: string, currency: string): number {
  const [, sign, whole, fraction = ''] =
    /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount) ?? refuse(amount, currency);
  const digits = digitsOf(currency);
  const rest = fraction.slice(digits);
  const minor = `${whole}${fraction.slice(0, digits).padEnd(digits, '0')}`;
  const isRepresented =
    !/[1-9]/.test(rest) &&
    minor.replace(/^0+/, '').length <= MAX_DIGITS &&
    minor.endsWith(endOf(currency));
  if (!isRepresented) {
    refuse(amount, currency);
  }
  const value = Number(minor);
  return sign && value !== 0 ? -value : value;
}

function digitsOf(currency: string): number {
  if (WITHOUT_DIGITS.test(currency)) {
    return 0;
  }
  return WITH_THREE_DIGITS.test(currency) ? 3 : 2;
}

function endOf(currency: string): string {
  if (WITH_THREE_DIGITS.test(currency)) {
    return '0';
  }
  return WHOLE_UNITS_IN_HUNDREDTHS.test(currency) ? '00' : '';
}

function refuse(amount: string, currency: string): never {
  throw new InputError(`Stripe has no amount of ${currency} ${amount}`);
}
