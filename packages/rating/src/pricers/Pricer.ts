import type Big from 'big.js';
import type { Days, Term } from '../Term';
import type {
  PriceChoiceField,
  PriceField,
  PriceListField,
  PriceTextField,
} from './fields';

/**
 * When a component has its say. What is free goes first, as nobody pays for it, and calls of a trial use up no free ones;
 * the minimum comes before discounts, which are given on it too; a tax is due on what is really paid.
 */
export const stages: readonly Stage[] = [
  'trial',
  'allowance',
  'charge',
  'minimum',
  'discount',
  'tax',
];

/** @public */
export type Stage =
  | 'trial'
  | 'allowance'
  | 'charge'
  | 'minimum'
  | 'discount'
  | 'tax';

/** An unrounded line. */
export type PricedLine = {
  /** The part of the component, where it makes several lines. */
  part?: string;
  description: string;
  quantity: Big;
  unitAmount: Big;
  /** Where it is not the product of both: exact, or rounded already. */
  amount?: Big;
  /** The quantity comes from the usage. */
  counted?: boolean;
  /** So many of the calls need not be paid any more. */
  frees?: Big;
  /** It is for something else than the month itself, and a minimum does not look at it. */
  apart?: boolean;
  rule: string;
  /** The month, when it is absent. */
  days?: Days & { period: string };
};

/** What a component looks at beside its own fields. */
export type PricingContext = {
  /** `YYYY-MM` */
  period: string;
  term: Term;
  /** Days before this instant are of the trial. */
  paidFrom: number;
  /** All calls that are billable, those of the trial, and those that are left to pay. */
  calls: { all: Big; trial: Big; left: Big };
  /** What the lines so far come to, rounded as they are printed; without those apart. */
  subtotal: Big;
  /** The same with those apart. */
  total: Big;
  /** The same without taxes: no tax is due on another. */
  net: Big;
  /** Rounds to the currency's minor unit. */
  round(amount: Big): Big;
  /** `EUR 0.01` */
  money(amount: Big): string;
};

/**
 * A kind of price component: all that rating, the contract, the form and the tables know of it. On the wire it is
 * `{ type, …fields }`.
 */
export type Pricer<
  Type extends string,
  Fields extends Readonly<Record<string, PriceField>>,
> = {
  type: Type;
  /** The row of a table of plans, and the form's heading. */
  title: string;
  stage: Stage;
  /** A price has at most one of it. */
  once?: true;
  /** In the order of the form. */
  fields: Fields;
  /** Most components make one line; a graduated price makes one per step. */
  price(values: ValuesOf<Fields>, context: PricingContext): PricedLine[];
  /** A few words, `EUR 20 / month`; `money` prints an amount with its currency. */
  describe(values: TextsOf<Fields>, money: (amount: string) => string): string;
};

/** Any pricer, for those who go through all of them. */
export type AnyPricer = {
  type: string;
  title: string;
  stage: Stage;
  once?: true;
  fields: Readonly<Record<string, PriceField>>;
  price(values: any, context: PricingContext): PricedLine[];
  describe(values: any, money: (amount: string) => string): string;
};

/** Keeps the names of type and fields, of which the union of price components is made. */
export function definePricer<
  const Type extends string,
  const Fields extends Readonly<Record<string, PriceField>>,
>(pricer: Pricer<Type, Fields>): Pricer<Type, Fields> {
  return pricer;
}

/** The components that some pricers take, told apart by `type`. */
export type ComponentOf<Each> = Each extends Pricer<infer Type, infer Fields>
  ? { type: Type } & TextsOf<Fields>
  : never;

type OptionalNames<Fields> = {
  [Name in keyof Fields]: Fields[Name] extends { optional: true }
    ? Name
    : never;
}[keyof Fields];

type Mapped<Fields, To extends { [Name in keyof Fields]: unknown }> = {
  -readonly [Name in Exclude<keyof Fields, OptionalNames<Fields>>]: To[Name];
} & { -readonly [Name in OptionalNames<Fields>]?: To[Name] };

/** The fields of a component as they are sent and stored. */
type TextsOf<Fields> = Mapped<
  Fields,
  {
    [Name in keyof Fields]: Fields[Name] extends PriceListField
      ? Array<TextsOf<Fields[Name]['fields']>>
      : Fields[Name] extends PriceChoiceField
      ? keyof Fields[Name]['options'] & string
      : string;
  }
>;

/** The fields of a component as they are calculated with. */
type ValuesOf<Fields> = Mapped<
  Fields,
  {
    [Name in keyof Fields]: Fields[Name] extends PriceListField
      ? Array<ValuesOf<Fields[Name]['fields']>>
      : Fields[Name] extends PriceChoiceField
      ? keyof Fields[Name]['options'] & string
      : Fields[Name] extends PriceTextField & { kind: 'text' }
      ? string
      : Big;
  }
>;
