import type { ApiProduct } from '@oaf/backstage-plugin-api-management-common';
import { EntityName, PageSection, TwoLines } from '../../shared';
import styles from './Products.module.css';

/** The gateway APIs that a product is made of. */
export const ProductApis = ({ product }: { product: ApiProduct }) => (
  <PageSection title="APIs">
    <ul className={styles.list}>
      {product.gatewayApis.map(
        ({ id, title, entityRef, invokeUrl, endpointNote }) => (
          <li key={id}>
            <TwoLines
              title={<EntityName entityRef={entityRef} title={title} />}
              detail={[invokeUrl, endpointNote].filter(Boolean).join(' · ')}
            />
          </li>
        ),
      )}
    </ul>
  </PageSection>
);
