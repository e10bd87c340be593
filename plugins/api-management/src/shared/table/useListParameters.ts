import type { SortDescriptor } from '@backstage/ui';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/** What a list shows of all there is. */
export type ListParameters = {
  offset: number;
  limit: number;
  search?: string;
  /** `title:asc` */
  orderBy?: string;
  /** Value of each filter that is set. */
  filters: Record<string, string>;
};

const ownNames = ['offset', 'limit', 'search', 'orderBy'];
const defaultLimit = 20;

/** Several lists on one page keep apart by a prefix. */
type Options = { prefix?: string; filterNames: readonly string[] };

/**
 * The parameters of a list, kept in the address, so that a filtered list can be linked to and survives the back button.
 */
export function useListParameters({ prefix = '', filterNames }: Options) {
  const [params, setParams] = useSearchParams();
  const change = useCallback(
    (patch: Record<string, string | undefined>) =>
      setParams(former => patchParameters(former, prefix, patch), {
        replace: true,
      }),
    [prefix, setParams],
  );
  return { parameters: readParameters(params, prefix, filterNames), change };
}

function readParameters(
  params: URLSearchParams,
  prefix: string,
  filterNames: readonly string[],
): ListParameters {
  const get = (name: string) => params.get(prefix + name) || undefined;
  const getNumber = (name: string) => Number.parseInt(get(name) ?? '', 10);
  return {
    offset: getNumber('offset') || 0,
    limit: getNumber('limit') || defaultLimit,
    search: get('search'),
    orderBy: get('orderBy'),
    filters: Object.fromEntries(
      filterNames
        .filter(name => !ownNames.includes(name))
        .flatMap(name => (get(name) ? [[name, get(name) as string]] : [])),
    ),
  };
}

function patchParameters(
  former: URLSearchParams,
  prefix: string,
  patch: Record<string, string | undefined>,
) {
  const next = new URLSearchParams(former);
  const whole = 'offset' in patch ? patch : { ...patch, offset: undefined };
  for (const [name, value] of Object.entries(whole)) {
    if (value) {
      next.set(prefix + name, value);
    } else {
      next.delete(prefix + name);
    }
  }
  return next;
}

/** `title:asc` as the table wants it. */
export function toSortDescriptor(
  orderBy: string | undefined,
): SortDescriptor | null {
  const [column, direction] = orderBy?.split(':') ?? [];
  return column
    ? {
        column,
        direction: direction === 'desc' ? 'descending' : 'ascending',
      }
    : null;
}

/** The table's sort as `title:asc`. */
export const toOrderBy = ({ column, direction }: SortDescriptor) =>
  `${column}:${direction === 'descending' ? 'desc' : 'asc'}`;
