import { InputError } from '@backstage/errors';
import { askedRange, type AskedRange } from '../askedRange';

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
export function callRange(asked: AskedRange, callsMs: number): CallRange {
  const { from, to } = askedRange(asked, DAY_MS);
  if (to - from > MAX_DAYS * DAY_MS) {
    throw new InputError(
      `query/from must be at most ${MAX_DAYS} days before query/to`,
    );
  }
  const keptFrom = Date.now() - callsMs;
  return {
    from: Math.max(from, keptFrom),
    to: Math.max(to, keptFrom),
    keptFrom,
  };
}
