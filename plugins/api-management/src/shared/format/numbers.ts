const decimal = /^(0|[1-9]\d*)(\.\d{1,6})?$/;

/** How far a number may go. */
export type NumberRange = {
  /** The least there may be. */
  min?: number;
  /** Less than the least there may be. */
  moreThan?: number;
  max: number;
  isWhole?: boolean;
};

/**
 * What is wrong with a number as it was typed, or undefined. Nothing is guessed: `1e3`, `1,5`, `007` and `10,000` mean
 * different numbers to different people.
 */
export function numberProblem(
  typed: string,
  { min, moreThan, max, isWhole = false }: NumberRange,
): string | undefined {
  const text = typed.trim();
  if (!decimal.test(text) || (isWhole && text.includes('.'))) {
    return isWhole
      ? 'A whole number in digits only, e.g. 1000.'
      : 'A number in digits, with at most six places after a point, e.g. 0.5.';
  }
  const value = Number(text);
  const isTooLittle =
    (min !== undefined && value < min) ||
    (moreThan !== undefined && value <= moreThan);
  return isTooLittle || value > max
    ? sayRange({ min, moreThan, max })
    : undefined;
}

const count = new Intl.NumberFormat('en');

function sayRange({ min, moreThan = 0, max }: NumberRange) {
  return min === undefined
    ? `More than ${count.format(moreThan)}, at most ${count.format(max)}.`
    : `Between ${count.format(min)} and ${count.format(max)}.`;
}

const plain = new Intl.NumberFormat('en', {
  useGrouping: false,
  maximumFractionDigits: 20,
});

/** A number in the digits in which it may be typed: `0.0000001`, and not `1e-7`. */
export const toDecimal = (value: number) => plain.format(value);
