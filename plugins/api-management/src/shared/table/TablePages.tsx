import { TablePagination } from '@backstage/ui';
import type { ServerTable } from './useServerTable';

/** The pages of a list that is not drawn as a table; nothing when there is one page only. */
export function TablePages({ list }: { list: ServerTable<any> }) {
  const { pagination } = list.table;
  if (pagination.type === 'none') {
    return null;
  }
  const { type, ...props } = pagination;
  return <TablePagination {...props} />;
}
