import type { pricers } from './pricers';
import type { ComponentOf } from './pricers/Pricer';

/**
 * One part of a price, told apart by `type`; its fields are texts, or lists of such: amounts are decimals in the price's
 * currency, with as many digits as the price needs.
 *
 * @public
 */
export type PriceComponent = ComponentOf<(typeof pricers)[number]>;

/** @public */
export type PriceComponentType = PriceComponent['type'];

/** `currency` is an ISO 4217 code. @public */
export type Price = { currency: string; components: PriceComponent[] };

/**
 * One line of a bill. `quantity` × `unitAmount`, rounded, is `amount`, unless `rule` says that a share of it is charged.
 * All three are decimal strings; `amount` has exactly as many fraction digits as the currency has.
 *
 * @public
 */
export type RatedLine = {
  /** The same whenever the price is rated: the component's place in the price, and the part of it that makes the line. */
  id: string;
  type: string;
  description: string;
  quantity: string;
  unitAmount: string;
  amount: string;
  /** The quantity was counted in the usage. */
  counted?: boolean;
  /** How the amount came about. */
  rule: string;
  /** What the line is for: half-open, in UTC. */
  period: { start: string; end: string };
};

/** `total` is the sum of the lines' amounts, in the price's currency. @public */
export type RatedBill = { lines: RatedLine[]; total: string };

/** A decimal string in a currency. @public */
export type Money = { currency: string; amount: string };
