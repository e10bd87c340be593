import type Big from 'big.js';
import { parseDecimal } from '../decimal';
import { RatingInputError } from '../RatingInputError';

/** What a field of a price component holds; all are texts of digits, so that nothing is rounded on its way. */
const kinds = {
  /** Money in the price's currency. */
  amount: {
    pattern: '^(0|[1-9][0-9]{0,8})(\\.[0-9]{1,6})?$',
    hint: 'A decimal with at most six places, e.g. 0.01.',
  },
  /** How many of something; at least one. */
  count: {
    pattern: '^[1-9][0-9]{0,14}$',
    hint: 'A whole number of at least 1.',
  },
} as const;

/** @public */
export type PriceFieldKind = keyof typeof kinds;

/**
 * One thing to type in for a price: `name` in the component, `label` for people.
 *
 * @public
 */
export type PriceField = { kind: PriceFieldKind; label: string };

/**
 * The regular expression that a field's text matches, for contracts.
 *
 * @public
 */
export function priceFieldPattern(kind: PriceFieldKind): string {
  return kinds[kind].pattern;
}

/**
 * What is wrong with the text of a field, or undefined.
 *
 * @public
 */
export function priceFieldProblem(
  kind: PriceFieldKind,
  text: string,
): string | undefined {
  const { pattern, hint } = kinds[kind];
  return new RegExp(pattern).test(text) ? undefined : hint;
}

/** Rating takes any decimal as an amount: what a price may be is the contract's to say. */
export function parsePriceField(
  kind: PriceFieldKind,
  text: string,
  path: string,
): Big {
  if (kind === 'count' && priceFieldProblem(kind, text)) {
    throw new RatingInputError(path, text, 'a whole number of at least 1');
  }
  return parseDecimal(text, path);
}
