import Big from 'big.js';
import { roundToMinorUnit } from './currency';
import { formatDecimal } from './decimal';
import { calendarMonth, DAY_MS } from './period';
import type { Price, PriceComponent, RatedBill, RatedLine } from './Price';
import type { RatedUsage } from './RatedUsage';
import { pricerOf } from './priceComponents';
import { pricers } from './pricers';
import { parseFields } from './pricers/fields';
import { stages } from './pricers/Pricer';
import type { AnyPricer, PricedLine, PricingContext } from './pricers/Pricer';
import { RatingInputError } from './RatingInputError';
import { addAmounts } from './sum';
import { LONG_TERM } from './Term';
import type { Term } from './Term';
import { trialEnd } from './trial';

/** `period` is a calendar month as `YYYY-MM`. @public */
export type RatingInput = {
  price: Price;
  period: string;
  usage: RatedUsage;
  /** Absent: the month is in the midst of a long subscription. */
  term?: Term;
};

/**
 * Rates a month's usage.
 *
 * The order is: what is free → price each component in full precision → minimum → discount → tax, as `stages` argues.
 * Each line is rounded. Rounding comes after the multiplication, because a per-call amount may be far below the minor unit.
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
  { price, period, usage, term = LONG_TERM }: RatingInput,
): RatedBill {
  calendarMonth(period);
  checkUsage(usage);
  const parts = price.components.map((component, index) =>
    readPart(known, component, index),
  );
  const context = newContext(price, period, usage, term);
  const lines: RatedLine[] = [];
  for (const stage of stages) {
    for (const part of parts.filter(({ pricer }) => pricer.stage === stage)) {
      lines.push(...ratePart(part, context, price.currency));
    }
  }
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

type Part = {
  index: number;
  pricer: AnyPricer;
  values: Record<string, unknown>;
};

function readPart(
  known: readonly AnyPricer[],
  component: PriceComponent,
  index: number,
): Part {
  const path = `price.components.${index}`;
  const pricer = pricerOf(known, component.type, `${path}.type`);
  return { index, pricer, values: parseFields(pricer.fields, component, path) };
}

function checkUsage({ billableCalls, trialCalls = 0 }: RatedUsage) {
  for (const [name, count] of Object.entries({ billableCalls, trialCalls })) {
    if (!Number.isSafeInteger(count) || count < 0) {
      throw new RatingInputError(
        `usage.${name}`,
        count,
        'a whole number of at least 0',
      );
    }
  }
  if (trialCalls > billableCalls) {
    throw new RatingInputError(
      'usage.trialCalls',
      trialCalls,
      `at most the ${billableCalls} billable calls`,
    );
  }
}

function newContext(
  price: Price,
  period: string,
  { billableCalls, trialCalls = 0 }: RatedUsage,
  term: Term,
): PricingContext {
  const all = new Big(billableCalls);
  return {
    period,
    term,
    paidFrom: trialEnd(price, term.subscribedAt) ?? Number.NEGATIVE_INFINITY,
    calls: { all, trial: new Big(trialCalls), left: all },
    subtotal: new Big(0),
    total: new Big(0),
    net: new Big(0),
    round: amount => new Big(roundToMinorUnit(amount, price.currency)),
    money: amount => `${price.currency} ${formatDecimal(amount)}`,
  };
}

/** Rates a component, and notes what those after it look at. */
function ratePart(
  { pricer, values, index }: Part,
  context: PricingContext,
  currency: string,
): RatedLine[] {
  return withPath(index, () => pricer.price(values, context)).map(line => {
    const rated = toLine({ pricer, index }, line, context.period, currency);
    context.calls.left = context.calls.left.minus(line.frees ?? 0);
    context.total = context.total.plus(rated.amount);
    context.net = context.net.plus(pricer.stage === 'tax' ? 0 : rated.amount);
    context.subtotal = context.subtotal.plus(line.apart ? 0 : rated.amount);
    return rated;
  });
}

/** A pricer names its own field; who reads it wants to know of which component. */
function withPath<Result>(index: number, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw error instanceof RatingInputError
      ? error.under(`price.components.${index}`)
      : error;
  }
}

function toLine(
  { pricer, index }: { pricer: AnyPricer; index: number },
  line: PricedLine,
  period: string,
  currency: string,
): RatedLine {
  const { description, quantity, unitAmount, counted, part, rule } = line;
  const amount = line.amount ?? quantity.times(unitAmount);
  return {
    id: [index, pricer.type, ...(part ? [part] : [])].join('/'),
    type: pricer.type,
    description,
    quantity: formatDecimal(quantity),
    unitAmount: formatDecimal(unitAmount),
    amount: roundToMinorUnit(amount, currency),
    ...(counted ? { counted } : {}),
    rule,
    period: periodOf(line, period),
  };
}

function periodOf({ days }: PricedLine, period: string) {
  const { start, end } = calendarMonth(days?.period ?? period);
  const at = (day: number) => new Date(start + day * DAY_MS).toISOString();
  return days
    ? { start: at(days.from), end: at(days.to) }
    : {
        start: new Date(start).toISOString(),
        end: new Date(end).toISOString(),
      };
}
