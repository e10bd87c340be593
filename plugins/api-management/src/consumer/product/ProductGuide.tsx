import type { ApiProduct } from '@oaf/backstage-plugin-api-management-common';
import { EmptyState, PageSection } from '../../shared/components';
import { MarkdownText } from '../../shared/markdown';
import styles from './Product.module.css';

export function ProductGuide({ product }: { product: ApiProduct }) {
  return (
    <PageSection>
      {product.description ? (
        <MarkdownText className={styles.markdown} text={product.description} />
      ) : (
        <EmptyState
          title="No guide yet"
          description="The owner has not written a guide. The Reference tab shows every operation."
        />
      )}
    </PageSection>
  );
}
