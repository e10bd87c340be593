import type { ListUsageCalls } from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { useOperation } from '../../api';
import { useListParameters } from '../../table';

type Query = ListUsageCalls['query'];

/** What the calls are narrowed to, besides what the reader chooses. */
export type CallScope = Pick<
  Query,
  'side' | 'subscriptionId' | 'productId' | 'applicationId' | 'gatewayApiId'
>;

/** How many days back calls are searched. */
export const dayChoices = [1, 7, 31] as const;

const DAY_MS = 86_400_000;
const PAGE = 20;

const filterNames = ['days', 'statusClass', 'error', 'operation'];

/** Single calls, filtered and paged at the server; the filters live in the address, the pages do not. */
export function useCalls(scope: CallScope) {
  const { parameters, change } = useListParameters({
    prefix: 'calls-',
    filterNames,
  });
  const [asOf, setAsOf] = useState(() => Date.now());
  const { filters, search } = parameters;
  const { cursor, ...pages } = usePages([scope, filters, search, asOf]);
  const days = dayChoices.find(each => String(each) === filters.days) ?? 1;
  const calls = useOperation('listUsageCalls', {
    query: {
      ...scope,
      _from: new Date(asOf - days * DAY_MS),
      to: new Date(asOf),
      statusClass: Number(filters.statusClass) || undefined,
      error: filters.error ? [filters.error] : undefined,
      operation: filters.operation,
      requestId: search?.trim() || undefined,
      limit: PAGE,
      cursor,
    },
  });
  const next = calls.data?.nextCursor;
  return {
    calls,
    days,
    search,
    filters,
    isNarrowed: Boolean(
      search || filters.statusClass || filters.error || filters.operation,
    ),
    change,
    /** Searches up to now. */
    renew: () => setAsOf(Date.now()),
    older: next ? () => pages.goTo(next) : undefined,
    newer: pages.goBack,
  };
}

/** The pages to this one, as long as the same is asked for. */
function usePages(question: unknown) {
  const key = JSON.stringify(question);
  const [pages, setPages] = useState<{ key: string; cursors: string[] }>();
  const cursors = pages?.key === key ? pages.cursors : [];
  return {
    cursor: cursors.at(-1),
    goTo: (next: string) => setPages({ key, cursors: [...cursors, next] }),
    goBack:
      cursors.length > 0
        ? () => setPages({ key, cursors: cursors.slice(0, -1) })
        : undefined,
  };
}
