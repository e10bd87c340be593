/** A fixed amount for the whole period, or an amount for each billable call. @public */
export type PriceComponentType = 'flat' | 'per-unit';

/** `amount` is a decimal string in the price's currency, with as many digits as the price needs. @public */
export type PriceComponent = { type: PriceComponentType; amount: string };

/** `currency` is an ISO 4217 code. @public */
export type Price = { currency: string; components: PriceComponent[] };

/** What was counted in the period. @public */
export type RatedUsage = { billableCalls: number };

/**
 * One line of a bill: `quantity` × `unitAmount`, rounded, is `amount`. All three are decimal strings;
 * `amount` has exactly as many fraction digits as the currency has.
 *
 * @public
 */
export type RatedLine = {
  type: PriceComponentType;
  description: string;
  quantity: string;
  unitAmount: string;
  amount: string;
};

/** `total` is the sum of the lines' amounts, in the price's currency. @public */
export type RatedBill = { lines: RatedLine[]; total: string };

/** A decimal string in a currency. @public */
export type Money = { currency: string; amount: string };
