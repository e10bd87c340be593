import { useApi } from '@backstage/frontend-plugin-api';
import type { LoadingState } from '@backstage/ui';
import {
  keepPreviousData,
  useInfiniteQuery,
  useQueries,
  type UseInfiniteQueryResult,
} from '@tanstack/react-query';
import { useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';
import { apiManagementApiRef, rootKey } from '../api';
import { menuFailureOf } from './MenuFailures';
import type { MenuFailure } from './MenuFailures';
import type { ListItem, ListOperationName, ListQuery } from './useServerTable';

/** One choice of a menu. */
export type MenuOption = {
  id: string;
  label: string;
  description?: string;
  /** It cannot be chosen; the description says why. */
  disabled?: boolean;
};

/** A menu whose choices are searched and paged at the server, for `Select`. */
export type ServerOptions = {
  options: MenuOption[];
  search: {
    mode: 'server';
    inputValue: string;
    onInputChange: (typed: string) => void;
  };
  loading: { state: LoadingState; onLoadMore: () => void };
  onOpenChange: (isOpen: boolean) => void;
  /** Beside the menu: an open menu tells it as if there were no choice. */
  failure?: MenuFailure;
};

type Page<Item> = { items: Item[]; totalItems: number };

const PAGE_SIZE = 50;
const TYPING_MS = 300;

/** What is chosen but on no page that was read. */
const useChosen = <Name extends ListOperationName>(
  operation: Name,
  ids: string[],
  get: (id: string) => Promise<ListItem<Name>>,
) =>
  useQueries({
    queries: ids.map(id => ({
      queryKey: [rootKey, operation, 'chosen', id],
      queryFn: () => get(id),
    })),
  });

function usePages<Name extends ListOperationName>(
  operation: Name,
  query: ListQuery<Name> | undefined,
  search: string,
) {
  const client = useApi(apiManagementApiRef);
  const list = client[operation] as (request: {
    query: object;
  }) => Promise<Page<ListItem<Name>>>;
  const asked = { ...query, search: search || undefined, limit: PAGE_SIZE };
  return useInfiniteQuery({
    queryKey: [rootKey, operation, 'menu', asked],
    queryFn: ({ pageParam: offset }) => list({ query: { ...asked, offset } }),
    initialPageParam: 0,
    getNextPageParam: ({ totalItems }, loaded) => {
      const count = loaded.flatMap(({ items }) => items).length;
      return count < totalItems ? count : undefined;
    },
    placeholderData: keepPreviousData,
  });
}

function loadingStateOf(
  pages: Pick<
    UseInfiniteQueryResult,
    'isError' | 'isPending' | 'isFetchingNextPage' | 'isPlaceholderData'
  >,
): LoadingState {
  if (pages.isError) {
    return 'error';
  }
  if (pages.isPending) {
    return 'loading';
  }
  if (pages.isFetchingNextPage) {
    return 'loadingMore';
  }
  return pages.isPlaceholderData ? 'filtering' : 'idle';
}

/** The text once it has not changed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useDebounce(() => setSettled(text), TYPING_MS, [text]);
  return settled;
}

/**
 * Offers the things of a list operation as choices, those that match what is typed, and more of them as the reader scrolls.
 * @param get - reads one thing; what is chosen has a label, wherever in the list it is
 */
export function useServerOptions<Name extends ListOperationName>(
  operation: Name,
  options: {
    query?: ListQuery<Name>;
    chosen: string[];
    get: (id: string) => Promise<ListItem<Name>>;
    toOption: (item: ListItem<Name>) => MenuOption;
  },
): ServerOptions {
  const { query, chosen, get, toOption } = options;
  const [typed, setTyped] = useState('');
  const pages = usePages(operation, query, useSettled(typed));
  const found = (pages.data?.pages ?? [])
    .flatMap(({ items }) => items)
    .map(toOption);
  const missing = chosen.filter(id => !found.some(option => option.id === id));
  const kept = useChosen(operation, pages.isPending ? [] : missing, get).map(
    ({ data }, index) =>
      data ? toOption(data) : { id: missing[index], label: missing[index] },
  );
  return {
    // What was shown once keeps its label; beside the matches of a search it would look like one.
    options: [...(typed === '' ? kept : []), ...found],
    search: { mode: 'server', inputValue: typed, onInputChange: setTyped },
    onOpenChange: isOpen => isOpen || setTyped(''),
    failure: menuFailureOf({
      error: pages.error,
      refetch: pages.isFetchNextPageError ? pages.fetchNextPage : pages.refetch,
    }),
    loading: {
      state: loadingStateOf(pages),
      onLoadMore: () => {
        if (pages.hasNextPage && !pages.isFetching) {
          pages.fetchNextPage();
        }
      },
    },
  };
}
