import { InputError } from '@backstage/errors';
import type { CallPosition } from '@oaf/backstage-plugin-api-management-node';
import { z } from 'zod';

const position = z.tuple([
  z.number().int().nonnegative(),
  z.string().min(1).max(255),
  z.string().min(1).max(255),
]);

/** Where a page ended, as the text that asks for the next one. */
export function toCursor({ requestTime, apiId, requestId }: CallPosition) {
  const text = JSON.stringify([requestTime, apiId, requestId]);
  return Buffer.from(text).toString('base64url');
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}

/** @throws InputError when it is none that was answered */
export function readCursor(cursor: string): CallPosition {
  const { data } = position.safeParse(parse(cursor));
  if (!data) {
    throw new InputError(
      'request/query/cursor must be the nextCursor of another page',
    );
  }
  const [requestTime, apiId, requestId] = data;
  return { requestTime, apiId, requestId };
}
