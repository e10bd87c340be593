import { TablePagination } from '@backstage/ui';

/** The pages of a list whose offset the page itself keeps, of one size; nothing when there is one page only. */
export function OffsetPages(props: {
  limit: number;
  offset: number;
  totalItems: number;
  onChange: (offset: number) => void;
}) {
  const { limit, offset, totalItems, onChange } = props;
  if (totalItems <= limit) {
    return null;
  }
  return (
    <TablePagination
      pageSize={limit}
      pageSizeOptions={[]}
      offset={offset}
      totalCount={totalItems}
      hasNextPage={offset + limit < totalItems}
      hasPreviousPage={offset > 0}
      onNextPage={() => onChange(offset + limit)}
      onPreviousPage={() => onChange(offset - limit)}
    />
  );
}
