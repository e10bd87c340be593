import { Skeleton, TablePagination } from '@backstage/ui';
import type { ApiProduct } from '@oaf/backstage-plugin-api-management-common';
import { ErrorState, LoadingStatus } from '../../shared/components';
import type { ServerTable } from '../../shared/table';
import styles from './Discover.module.css';
import { DiscoverEmptyState } from './DiscoverEmptyState';
import { ProductCard } from './ProductCard';

export function ProductCards({ list }: { list: ServerTable<ApiProduct> }) {
  const { data, pagination } = list.table;
  if (!data) {
    return list.query.error ? (
      <ErrorState
        error={list.query.error}
        onRetry={() => list.query.refetch()}
      />
    ) : (
      <CardSkeletons />
    );
  }
  return data.length === 0 ? (
    <DiscoverEmptyState list={list} />
  ) : (
    <>
      <ul
        className={styles.cards}
        aria-label="Products"
        aria-busy={list.table.isStale}
      >
        {data.map(product => (
          <li key={product.id}>
            <ProductCard product={product} />
          </li>
        ))}
      </ul>
      {pagination.type === 'page' && <TablePagination {...pagination} />}
    </>
  );
}

function CardSkeletons() {
  return (
    <LoadingStatus className={styles.cards}>
      {Array.from({ length: 6 }, (_, index) => (
        <Skeleton key={index} width="100%" height={168} />
      ))}
    </LoadingStatus>
  );
}
