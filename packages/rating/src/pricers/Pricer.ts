import type Big from 'big.js';
import type { RatedUsage } from '../RatedUsage';
import type { PriceField } from './fields';

/** An unrounded line. `counted` says that the quantity comes from the usage. */
export type PricedLine = {
  description: string;
  quantity: Big;
  unitAmount: Big;
  counted?: boolean;
};

/**
 * A kind of price component: all that rating, the contract, the form and the tables know of it. On the wire it is
 * `{ type, …fields }`, each field a text.
 */
export type Pricer<Type extends string, Name extends string> = {
  type: Type;
  /** The row of a table of plans, and the form's heading where there are several fields. */
  title: string;
  /** In the order of the form; a component is left out when the first one is left empty. */
  fields: Readonly<Record<Name, PriceField>>;
  /** Most components make one line; a graduated price makes one per step. */
  price(
    values: Record<Name, Big>,
    context: { period: string; usage: RatedUsage },
  ): PricedLine[];
  /** A few words, `EUR 20 / month`; `money` prints an amount with its currency. */
  describe(
    values: Record<Name, string>,
    money: (amount: string) => string,
  ): string;
};

/** Any pricer, for those who go through all of them. */
export type AnyPricer = Pricer<string, any>;

/** Keeps the names of type and fields, of which the union of price components is made. */
export function definePricer<Type extends string, Name extends string>(
  pricer: Pricer<Type, Name>,
): Pricer<Type, Name> {
  return pricer;
}

/** The components that some pricers take, told apart by `type`. */
export type ComponentOf<Each> = Each extends Pricer<infer Type, infer Name>
  ? { type: Type } & { [Field in Name]: string }
  : never;
