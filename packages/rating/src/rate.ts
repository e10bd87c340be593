import { roundToMinorUnit } from './currency';
import { formatDecimal } from './decimal';
import { calendarMonth } from './period';
import type { Price, PriceComponent, RatedBill } from './Price';
import type { RatedUsage } from './RatedUsage';
import { pricerOf } from './priceComponents';
import { pricers } from './pricers';
import { parsePriceField, type PriceField } from './pricers/fields';
import type { AnyPricer, PricedLine } from './pricers/Pricer';
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
export function rate(input: RatingInput): RatedBill {
  return rateWith(pricers, input);
}

/** The same with other kinds of components. */
export function rateWith(
  known: readonly AnyPricer[],
  { price, period, usage }: RatingInput,
): RatedBill {
  calendarMonth(period);
  checkUsage(usage);
  const context = { period, usage };
  const lines = price.components.flatMap((component, index) => {
    const path = `price.components.${index}`;
    const pricer = pricerOf(known, component.type, `${path}.type`);
    const values = readFields(pricer, component, path);
    return pricer
      .price(values, context)
      .map(line => toLine(component.type, line, price.currency));
  });
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

function readFields(
  { fields }: AnyPricer,
  component: PriceComponent,
  path: string,
) {
  const texts = component as Record<string, string>;
  return Object.fromEntries(
    Object.entries<PriceField>(fields).map(([name, { kind }]) => [
      name,
      parsePriceField(kind, texts[name] ?? '', `${path}.${name}`),
    ]),
  );
}

function toLine(
  type: string,
  { description, quantity, unitAmount, counted }: PricedLine,
  currency: string,
) {
  return {
    type,
    description,
    quantity: formatDecimal(quantity),
    unitAmount: formatDecimal(unitAmount),
    amount: roundToMinorUnit(quantity.times(unitAmount), currency),
    ...(counted ? { counted } : {}),
  };
}
