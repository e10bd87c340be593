import { type ColumnConfig, type RowConfig, Table } from '@backstage/ui';
import type { ReactNode } from 'react';
import { EmptyState, ErrorState, LoadingStatus } from '../components';
import type { ServerTable } from './useServerTable';

type Props<Element extends { id: string }> = {
  list: ServerTable<Element>;
  columns: readonly ColumnConfig<Element>[];
  getHref?: RowConfig<Element>['getHref'];
  /** What to say when there is nothing at all. */
  emptyState: ReactNode;
};

/** Draws a list; says what to do when there is nothing, nothing that matches, or an error. */
export function ServerTableView<Element extends { id: string }>(
  props: Props<Element>,
) {
  const { list, columns, getHref, emptyState } = props;
  if (list.query.error && !list.query.data) {
    return (
      <ErrorState
        error={list.query.error}
        onRetry={() => list.query.refetch()}
      />
    );
  }
  return (
    <>
      {list.table.isPending && <LoadingStatus />}
      <Table
        {...list.table}
        columnConfig={columns}
        rowConfig={getHref && { getHref }}
        emptyState={isNarrowed(list) ? <NothingMatches /> : emptyState}
      />
    </>
  );
}

function isNarrowed({ parameters }: ServerTable<unknown>) {
  return (
    Boolean(parameters.search) || Object.keys(parameters.filters).length > 0
  );
}

function NothingMatches() {
  return (
    <EmptyState
      title="Nothing matches"
      description="Change or clear the search and the filters."
    />
  );
}
