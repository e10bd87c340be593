import { Link } from '@backstage/ui';
import type { OverviewProduct } from '@oaf/backstage-plugin-api-management-common';
import { EmptyState, formatCount, PageSection } from '../../shared';
import { usePaths } from '../usePaths';
import styles from './Overview.module.css';

/** The products called most today. */
export function TopProducts({ products }: { products: OverviewProduct[] }) {
  const most = Math.max(1, ...products.map(({ calls }) => calls));
  return (
    <PageSection title="Top products" description="Calls today">
      {products.length === 0 ? (
        <EmptyState
          title="No product was called today"
          description="The products with the most calls appear here."
        />
      ) : (
        <ol className={styles.products}>
          {products.map(product => (
            <TopProduct key={product.id} product={product} most={most} />
          ))}
        </ol>
      )}
    </PageSection>
  );
}

function TopProduct(props: { product: OverviewProduct; most: number }) {
  const { id, title, calls } = props.product;
  const paths = usePaths();
  return (
    <li className={styles.product}>
      <Link href={paths.product(id)}>{title}</Link>
      <span className={styles.calls}>{formatCount(calls)}</span>
      <div className={styles.bar} aria-hidden>
        <span style={{ width: `${(100 * calls) / props.most}%` }} />
      </div>
    </li>
  );
}
