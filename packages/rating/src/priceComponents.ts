import type { Price, PriceComponent } from './Price';
import { pricers } from './pricers';
import type { PriceField } from './pricers/fields';
import type { AnyPricer } from './pricers/Pricer';
import { RatingInputError } from './RatingInputError';

/** A kind of price component as forms, tables and contracts see it. @public */
export type PriceComponentKind = {
  type: PriceComponent['type'];
  title: string;
  fields: ReadonlyArray<PriceField & { name: string }>;
};

type Values = Record<string, string>;

export function pricerOf(
  known: readonly AnyPricer[],
  type: string,
  path: string,
): AnyPricer {
  const pricer = known.find(each => each.type === type);
  if (!pricer) {
    const types = known.map(each => each.type).join(', ');
    throw new RatingInputError(path, type, `one of ${types}`);
  }
  return pricer;
}

export function describeKinds(
  known: readonly AnyPricer[],
): PriceComponentKind[] {
  return known.map(({ type, title, fields }) => ({
    type: type as PriceComponent['type'],
    title,
    fields: Object.entries<PriceField>(fields).map(([name, field]) => ({
      name,
      ...field,
    })),
  }));
}

/**
 * All kinds of price components, in the order of forms and tables.
 *
 * @public
 */
export const priceComponentKinds: readonly PriceComponentKind[] =
  describeKinds(pricers);

/**
 * A few words for a component: `EUR 20 / month`.
 *
 * @param money - prints an amount, a decimal string in the price's currency
 * @throws RatingInputError when the type is not known
 * @public
 */
export function describeComponent(
  component: PriceComponent,
  money: (amount: string) => string,
): string {
  const pricer = pricerOf(pricers, component.type, 'type');
  return pricer.describe(component as Values, money);
}

/**
 * Whether a component can ever charge anything; one whose amounts are all zero cannot.
 *
 * @public
 */
export function isCharging(component: PriceComponent): boolean {
  const { fields } = pricerOf(pricers, component.type, 'type');
  return Object.entries<PriceField>(fields).some(
    ([name, { kind }]) =>
      kind === 'amount' && /[1-9]/.test((component as Values)[name]),
  );
}

/**
 * True when no component of the price charges anything.
 *
 * @public
 */
export function isFree(price: Price): boolean {
  return !price.components.some(isCharging);
}
