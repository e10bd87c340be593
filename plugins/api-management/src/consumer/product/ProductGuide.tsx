import { MarkdownContent } from '@backstage/core-components';
import type { ApiProduct } from '@oaf/backstage-plugin-api-management-common';
import { EmptyState, PageSection } from '../../shared/components';
import styles from './Product.module.css';

export function ProductGuide({ product }: { product: ApiProduct }) {
  return (
    <PageSection>
      {product.description ? (
        <MarkdownContent
          className={styles.markdown}
          content={product.description}
          dialect="gfm"
        />
      ) : (
        <EmptyState
          title="No guide yet"
          description="The owner has not written a guide. The Reference tab shows every operation."
        />
      )}
    </PageSection>
  );
}
