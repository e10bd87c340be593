import { InputError } from '@backstage/errors';

/**
 * Reads a cursor that is a time (epoch milliseconds), of engines that can each take over from another; 0 when there is none.
 *
 * @throws InputError when it is another engine's
 *
 * @public
 */
export function readTimeCursor(cursor = '0'): number {
  if (!/^\d{1,16}$/.test(cursor)) {
    throw new InputError(`Invalid usage cursor ${JSON.stringify(cursor)}`);
  }
  return Number(cursor);
}
