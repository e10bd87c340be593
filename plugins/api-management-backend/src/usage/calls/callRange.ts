import { InputError } from '@backstage/errors';

const DAY_MS = 86_400_000;
const MAX_DAYS = 31;

export type CallRange = {
  /** Epoch milliseconds, inclusive. */
  from: number;
  /** Exclusive. */
  to: number;
  /** Older calls cannot be looked up. */
  keptFrom: number;
};

/**
 * The range that is looked up: as much of the one asked for as is kept, which may be nothing; the last 24 hours when none is
 * asked for.
 *
 * @throws InputError when it ends before it begins, or is too long
 */
export function callRange(
  asked: { from?: string | Date; to?: string | Date },
  callsMs: number,
): CallRange {
  const now = Date.now();
  const to = asked.to ? new Date(asked.to).getTime() : now;
  const from = asked.from ? new Date(asked.from).getTime() : to - DAY_MS;
  if (from >= to) {
    throw new InputError('query/from must be before query/to');
  }
  if (to - from > MAX_DAYS * DAY_MS) {
    throw new InputError(
      `query/from must be at most ${MAX_DAYS} days before query/to`,
    );
  }
  const keptFrom = now - callsMs;
  return {
    from: Math.max(from, keptFrom),
    to: Math.max(to, keptFrom),
    keptFrom,
  };
}
