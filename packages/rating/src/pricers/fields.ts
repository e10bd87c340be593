import type Big from 'big.js';
import { parseDecimal } from '../decimal';
import { RatingInputError } from '../RatingInputError';

/** What a text holds; numbers are texts of digits, so that nothing is rounded on its way. */
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
  /** More than nothing, and at most all. */
  percent: {
    pattern:
      '^(?!0(\\.0+)?$)(100(\\.0{1,4})?|(0|[1-9][0-9]?)(\\.[0-9]{1,4})?)$',
    hint: 'A percentage of more than 0 and at most 100, e.g. 19 or 7.5.',
  },
  /** A few words for people. */
  text: {
    pattern: '^[^\\s\\p{C}]([^\\p{C}]{0,38}[^\\s\\p{C}])?$',
    hint: 'Up to 40 characters on one line.',
  },
} as const;

/** @public */
export type PriceFieldKind = keyof typeof kinds;

/** Something to type in: `label` for people. @public */
export type PriceTextField = {
  kind: PriceFieldKind;
  label: string;
  optional?: true;
};

/** One of several: the words for each value. The first one holds where the field is absent. @public */
export type PriceChoiceField = {
  kind: 'choice';
  label: string;
  options: Readonly<Record<string, string>>;
  optional: true;
};

/** Rows of texts, `least` to `most` of them. @public */
export type PriceListField = {
  kind: 'list';
  label: string;
  fields: Readonly<Record<string, PriceTextField>>;
  least: number;
  most: number;
};

/** @public */
export type PriceField = PriceTextField | PriceChoiceField | PriceListField;

/**
 * The regular expression that a text matches, for contracts.
 *
 * @public
 */
export function priceFieldPattern(kind: PriceFieldKind): string {
  return kinds[kind].pattern;
}

/**
 * What is wrong with a text, or undefined.
 *
 * @public
 */
export function priceFieldProblem(
  kind: PriceFieldKind,
  text: string,
): string | undefined {
  const { pattern, hint } = kinds[kind];
  return new RegExp(pattern, 'u').test(text) ? undefined : hint;
}

/** Rating takes any decimal as an amount: what a price may be is the contract's to say. */
function parseText(
  kind: PriceFieldKind,
  text: string,
  path: string,
): Big | string {
  if (kind === 'text') {
    return text;
  }
  if (kind !== 'amount' && priceFieldProblem(kind, text)) {
    const expected =
      kind === 'count' ? 'a whole number of at least 1' : 'a percentage';
    throw new RatingInputError(path, text, expected);
  }
  return parseDecimal(text, path);
}

/** The values of fields, ready to be calculated with; absent ones stay away. */
export function parseFields(
  fields: Readonly<Record<string, PriceField>>,
  component: Readonly<Record<string, unknown>>,
  path: string,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => {
      const value = component[name];
      return value === undefined && 'optional' in field && field.optional
        ? []
        : [[name, parseField(field, value, `${path}.${name}`)]];
    }),
  );
}

function parseField(field: PriceField, value: unknown, path: string): unknown {
  if (field.kind === 'list') {
    return rowsOf(value, path).map((row, index) =>
      parseFields(field.fields, row, `${path}.${index}`),
    );
  }
  if (typeof value !== 'string') {
    throw new RatingInputError(path, value, 'a text');
  }
  if (field.kind !== 'choice') {
    return parseText(field.kind, value, path);
  }
  if (!Object.hasOwn(field.options, value)) {
    const options = Object.keys(field.options).join(', ');
    throw new RatingInputError(path, value, `one of ${options}`);
  }
  return value;
}

function rowsOf(value: unknown, path: string): Array<Record<string, unknown>> {
  if (
    !Array.isArray(value) ||
    !value.every(row => typeof row === 'object' && row !== null)
  ) {
    throw new RatingInputError(path, value, 'a list');
  }
  return value;
}
