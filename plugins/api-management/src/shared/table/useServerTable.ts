import type { TableItem, TableProps } from '@backstage/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import {
  type OperationAnswer,
  type OperationName,
  type OperationRequest,
  useOperation,
} from '../api';
import {
  type ListParameters,
  toOrderBy,
  toSortDescriptor,
  useListParameters,
} from './useListParameters';

/** Operations that answer a page of a list. */
export type ListOperationName = {
  [Name in OperationName]: OperationAnswer<Name> extends {
    items: unknown[];
    totalItems: number;
  }
    ? Name
    : never;
}[OperationName];

/** What a list operation lists. */
export type ListItem<Name extends ListOperationName> =
  OperationAnswer<Name> extends {
    items: Array<infer Element>;
  }
    ? Element
    : never;

/** A page of a list, with what the operation tells besides. */
export type ListAnswer<Name extends ListOperationName> =
  OperationAnswer<Name> & { items: Array<ListItem<Name>>; totalItems: number };

/** What a list operation can be narrowed by. */
export type ListQuery<Name extends ListOperationName> =
  OperationRequest<Name>['query'];

/** Milliseconds after which a list is read again, because others and the backend change it too. */
const UNHURRIED = 30_000;

type Options<Name extends ListOperationName> = {
  /** Names of the filters that the address may carry. */
  filterNames?: readonly string[];
  /** Order until the reader chooses another. */
  orderBy?: string;
  /** Makes the operation's query of the filters; the rest is filled in. */
  toQuery?: (filters: Record<string, string>) => ListQuery<Name>;
  /** For lists of what one thing has, e.g. the changes of an API. */
  path?: object;
  /** Keeps the address parameters of several lists on one page apart. */
  prefix?: string;
  /** Reads the page again after so many milliseconds; {@link UNHURRIED} if nothing is said, never on `false`. */
  refetchInterval?: (
    answer: OperationAnswer<Name> | undefined,
  ) => number | false | undefined;
};

/** What a list that pages, sorts, filters and searches at the server gives to its drawing. */
export type ServerTable<
  Element,
  Answer = { items: Element[]; totalItems: number },
> = {
  table: Pick<
    TableProps<Element & TableItem>,
    'data' | 'isPending' | 'isStale' | 'pagination' | 'sort'
  >;
  parameters: ListParameters;
  change: (patch: Record<string, string | undefined>) => void;
  totalItems: number | undefined;
  query: UseQueryResult<Answer>;
};

/** Reads a list operation page by page; the parameters live in the address. */
export function useServerTable<Name extends ListOperationName>(
  operation: Name,
  options: Options<Name> = {},
): ServerTable<ListItem<Name>, ListAnswer<Name>> {
  const { filterNames = [], path, prefix, toQuery } = options;
  const { parameters, change } = useListParameters({ prefix, filterNames });
  const { offset, limit, search } = parameters;
  const orderBy = parameters.orderBy ?? options.orderBy;
  const request = {
    ...(path && { path }),
    query: {
      offset,
      limit,
      search,
      orderBy,
      ...(toQuery?.(parameters.filters) as object),
    },
  };
  const query = useOperation(operation, request as OperationRequest<Name>, {
    refetchInterval: ({ state }) =>
      options.refetchInterval?.(state.data) ?? UNHURRIED,
  }) as UseQueryResult<ListAnswer<Name>>;
  return {
    table: {
      data: query.data?.items as Array<ListItem<Name> & TableItem> | undefined,
      isPending: query.isPending,
      isStale: query.isPlaceholderData,
      pagination: toPagination(parameters, query.data?.totalItems, change),
      sort: {
        descriptor: toSortDescriptor(orderBy),
        onSortChange: sort => change({ orderBy: toOrderBy(sort) }),
      },
    },
    parameters,
    change,
    totalItems: query.data?.totalItems,
    query,
  };
}

function toPagination(
  { offset, limit }: ListParameters,
  totalCount: number | undefined,
  change: ServerTable<unknown>['change'],
): ServerTable<unknown>['table']['pagination'] {
  if (totalCount === undefined || totalCount <= Math.min(limit, 20)) {
    return { type: 'none' };
  }
  const goTo = (next: number) => change({ offset: String(Math.max(0, next)) });
  return {
    type: 'page',
    pageSize: limit,
    offset,
    totalCount,
    hasNextPage: offset + limit < totalCount,
    hasPreviousPage: offset > 0,
    onNextPage: () => goTo(offset + limit),
    onPreviousPage: () => goTo(offset - limit),
    onPageSizeChange: size => change({ limit: String(size) }),
  };
}
