import type { OutlinedOperation } from '../../discovery/definition/DefinitionThread';
import type { Operations } from './OperationStore';

/** As long as the column that keeps what was called. */
const MAX_LENGTH = 1000;

const LITERAL = 0;
const PARAMETER = 1;
const GREEDY = 2;

/** `{id}`, and within a segment `{id}.json`. */
const HAS_PARAMETER = /\{[^}]*\}/;

function rankOf(segment: string): number {
  if (/^\{[^}]*\+\}$/.test(segment)) {
    return GREEDY;
  }
  return HAS_PARAMETER.test(segment) ? PARAMETER : LITERAL;
}

const ranksOf = (path: string) => path.split('/').map(rankOf).join('');

/**
 * The operations of a document by which calls are told apart, in the order in which they are to be tried: at the first
 * segment where two paths differ, a literal goes before a parameter, and that before what takes the whole rest.
 */
export function byPrecedence(operations: OutlinedOperation[]): Operations {
  return operations
    .filter(
      ({ path, isWebhook }) =>
        !isWebhook && path.startsWith('/') && path.length <= MAX_LENGTH,
    )
    .map(({ method, path }) => ({
      method: method.toUpperCase(),
      path,
      ranks: ranksOf(path),
    }))
    .sort((one, other) =>
      one.ranks === other.ranks
        ? compare(one.path, other.path)
        : compare(one.ranks, other.ranks),
    )
    .map(({ method, path }) => ({ method, path }));
}

function compare(one: string, other: string): number {
  if (one === other) {
    return 0;
  }
  return one < other ? -1 : 1;
}
