import { InputError } from '@backstage/errors';

/** As a query asks for it; ISO 8601. */
export type AskedRange = { from?: string | Date; to?: string | Date };

/**
 * The range that is asked for, in epoch milliseconds: until now when no end is given, and so long when no start is.
 *
 * @throws InputError when it ends before it begins
 */
export function askedRange(
  asked: AskedRange,
  defaultMs: number,
): { from: number; to: number } {
  const to = asked.to ? new Date(asked.to).getTime() : Date.now();
  const from = asked.from ? new Date(asked.from).getTime() : to - defaultMs;
  if (from >= to) {
    throw new InputError('query/from must be before query/to');
  }
  return { from, to };
}
