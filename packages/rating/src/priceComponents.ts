import type { Price, PriceComponent } from './Price';
import { pricers } from './pricers';
import type { PriceField } from './pricers/fields';
import type { AnyPricer, Stage } from './pricers/Pricer';
import { RatingInputError } from './RatingInputError';

/** A kind of price component as forms, tables and contracts see it. @public */
export type PriceComponentKind = {
  type: PriceComponent['type'];
  title: string;
  /** When it has its say; the stages are in their order. */
  stage: Stage;
  /** A price has at most one of it. */
  once: boolean;
  fields: ReadonlyArray<PriceField & { name: string }>;
};

type Values = Readonly<Record<string, unknown>>;

/** Other components change what these charge. */
const chargingStages: readonly Stage[] = ['charge', 'minimum'];

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
  return known.map(({ type, title, stage, once, fields }) => ({
    type: type as PriceComponent['type'],
    title,
    stage,
    once: once === true,
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
  return pricerOf(pricers, component.type, 'type').describe(component, money);
}

/**
 * Whether a component can ever charge anything; one whose amounts are all zero cannot, nor can one that only changes what
 * others charge, such as a discount.
 *
 * @public
 */
export function isCharging(component: PriceComponent): boolean {
  const { stage, fields } = pricerOf(pricers, component.type, 'type');
  return chargingStages.includes(stage) && hasAmount(fields, component);
}

function hasAmount(
  fields: Readonly<Record<string, PriceField>>,
  values: Values,
): boolean {
  return Object.entries(fields).some(([name, field]) => {
    if (field.kind === 'list') {
      const rows = (values[name] ?? []) as Values[];
      return rows.some(row => hasAmount(field.fields, row));
    }
    return field.kind === 'amount' && /[1-9]/.test(String(values[name] ?? ''));
  });
}

/**
 * True when no component of the price charges anything.
 *
 * @public
 */
export function isFree(price: Price): boolean {
  return !price.components.some(isCharging);
}
