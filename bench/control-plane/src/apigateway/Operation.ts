import type { Answer } from '../requests/AwsError';
import { AwsError } from '../requests/AwsError';
import type { Region } from '../world/Region';
import type { SimulatedApi } from '../world/SimulatedApi';
import type { Protocol } from '../world/specs';

/** A call that was let in. */
export type Call = {
  region: Region;
  /** What the operation's path pattern captured. */
  path: string[];
  query: URLSearchParams;
  accept: string;
  /** Parsed from JSON; empty for a call without one. */
  body: Record<string, any>;
};

export type Operation = {
  name: string;
  /** Default GET. */
  method?: 'POST' | 'PATCH' | 'DELETE';
  path: RegExp;
  answer(call: Call): Answer;
};

export function findApi(
  call: Call,
  protocols: Protocol[],
  apiId = call.path[0],
): SimulatedApi {
  const api = call.region.findApi(apiId);
  if (!api || !protocols.includes(api.spec.protocol)) {
    throw notFound('API', apiId);
  }
  return api;
}

export function notFound(kind: string, id: string): AwsError {
  return new AwsError(
    404,
    'NotFoundException',
    `Invalid ${kind} identifier specified ${id}`,
  );
}

/** A page size from the query, 25 unless asked for. */
export function pageSize(text: string | null): number {
  const size = Number(text ?? 25);
  if (!Number.isInteger(size) || size < 1 || size > 500) {
    throw new AwsError(
      400,
      'BadRequestException',
      `Invalid limit ${text}: it must be between 1 and 500`,
    );
  }
  return size;
}

/** Cuts a page out of a list; the token of the next one is undefined on the last. */
export function cutPage<Item>(
  items: Item[],
  size: number,
  token: string | null,
): { items: Item[]; next: string | undefined } {
  const start = token ? Number(Buffer.from(token, 'base64url')) : 0;
  if (!Number.isInteger(start) || start < 0) {
    throw new AwsError(400, 'BadRequestException', 'Invalid position');
  }
  const end = start + size;
  return {
    items: items.slice(start, end),
    next:
      end < items.length
        ? Buffer.from(String(end)).toString('base64url')
        : undefined,
  };
}
