import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { ApiProduct } from '@oaf/backstage-plugin-api-management-common';
import { PageSection, TwoLines } from '../../shared';
import styles from './Products.module.css';

/** The gateway APIs that a product is made of. */
export const ProductApis = ({ product }: { product: ApiProduct }) => (
  <PageSection title="APIs">
    <ul className={styles.list}>
      {product.gatewayApis.map(({ id, title, entityRef, invokeUrl }) => (
        <li key={id}>
          <TwoLines
            title={
              <EntityRefLink entityRef={entityRef} title={title} hideIcon />
            }
            detail={invokeUrl}
          />
        </li>
      ))}
    </ul>
  </PageSection>
);
