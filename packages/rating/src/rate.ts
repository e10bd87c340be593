import { roundToMinorUnit } from './currency';
import { formatDecimal, parseDecimal } from './decimal';
import { calendarMonth } from './period';
import type { Price, PriceComponent, RatedBill, RatedUsage } from './Price';
import { pricers } from './pricers';
import type { PricedLine } from './pricers/Pricer';
import { RatingInputError } from './RatingInputError';
import { addAmounts } from './sum';

/** `period` is a calendar month as `YYYY-MM`. @public */
export type RatingInput = { price: Price; period: string; usage: RatedUsage };

/**
 * Rates a month's usage.
 *
 * The order is: price each component in full precision, round each line, add the rounded lines.
 * Rounding comes after the multiplication, because a per-call amount may be far below the minor unit.
 * It comes before the sum, because a reader adds up the amounts that are printed; a total made from
 * unrounded lines can differ from them by a minor unit.
 *
 * @throws RatingInputError when the price, usage or period cannot be rated.
 * @public
 */
export function rate({ price, period, usage }: RatingInput): RatedBill {
  calendarMonth(period);
  checkUsage(usage);
  const lines = price.components.flatMap((component, index) =>
    priceComponent(component, `price.components.${index}`, {
      period,
      usage,
    }).map(line => toLine(component, line, price.currency)),
  );
  const total = addAmounts(
    lines.map(line => line.amount),
    price.currency,
  );
  return { lines, total };
}

/**
 * What a price would cost for a supposed usage. It is the same calculation as {@link rate} on purpose:
 * an estimate that used another formula would promise something else than the bill charges.
 *
 * @public
 */
export const estimate: (input: RatingInput) => RatedBill = rate;

function checkUsage({ billableCalls }: RatedUsage) {
  if (!Number.isSafeInteger(billableCalls) || billableCalls < 0) {
    throw new RatingInputError(
      'usage.billableCalls',
      billableCalls,
      'a whole number of at least 0',
    );
  }
}

function priceComponent(
  { type, amount }: PriceComponent,
  field: string,
  context: { period: string; usage: RatedUsage },
): PricedLine[] {
  if (!Object.hasOwn(pricers, type)) {
    const known = Object.keys(pricers).join(', ');
    throw new RatingInputError(`${field}.type`, type, `one of ${known}`);
  }
  return pricers[type]({
    ...context,
    amount: parseDecimal(amount, `${field}.amount`),
  });
}

function toLine(
  { type }: PriceComponent,
  { description, quantity, unitAmount }: PricedLine,
  currency: string,
) {
  return {
    type,
    description,
    quantity: formatDecimal(quantity),
    unitAmount: formatDecimal(unitAmount),
    amount: roundToMinorUnit(quantity.times(unitAmount), currency),
  };
}
