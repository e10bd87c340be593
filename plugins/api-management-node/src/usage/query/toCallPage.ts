import type { CallPage, CallPosition, LoggedCall } from '../LoggedCall';

const compareBytes = (one: string, other: string) =>
  Buffer.compare(Buffer.from(one), Buffer.from(other));

/** Newest first. */
const compare = (one: CallPosition, other: CallPosition) =>
  other.requestTime - one.requestTime ||
  compareBytes(other.apiId, one.apiId) ||
  compareBytes(other.requestId, one.requestId);

/**
 * The newest of calls that were found in one place or in several.
 *
 * @param limit - so many; of each place one more was asked for
 *
 * @public
 */
export function toCallPage(calls: LoggedCall[], limit: number): CallPage {
  return {
    items: [...calls].sort(compare).slice(0, limit),
    hasMore: calls.length > limit,
  };
}
