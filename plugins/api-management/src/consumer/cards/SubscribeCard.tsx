import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { ButtonLink, Link, Text } from '@backstage/ui';
import type { ApiProduct } from '@oaf/backstage-plugin-api-management-common';
import { useOperation } from '../../shared/api';
import {
  DeprecationChip,
  EmptyState,
  Loaded,
  PageFrame,
} from '../../shared/components';
import { useConsumerPaths } from '../../shared/routing';
import { MySubscriptionChip } from '../product/MySubscriptionChip';
import { PriceFrom } from '../product/PriceFrom';
import { SubscribeButton } from '../subscribe/SubscribeButton';
import styles from './Cards.module.css';
import { useGatewayApiId } from './useGatewayApiId';

/** The products that contain the API of the page, for those who may see them. */
export function SubscribeCard() {
  const gatewayApiId = useGatewayApiId();
  const products = useOperation(
    'listProducts',
    {
      query: {
        gatewayApiId,
        state: ['published', 'deprecated'],
        orderBy: 'title:asc',
        limit: 50,
      },
    },
    { enabled: Boolean(gatewayApiId) },
  );
  return (
    <PageFrame>
      <EntityInfoCard title="Subscribe">
        {gatewayApiId ? (
          <Loaded query={products}>
            {({ items }) => <Products products={items} />}
          </Loaded>
        ) : (
          <NoProduct />
        )}
      </EntityInfoCard>
    </PageFrame>
  );
}

function Products({ products }: { products: ApiProduct[] }) {
  return products.length === 0 ? (
    <NoProduct />
  ) : (
    <ul className={styles.products}>
      {products.map(product => (
        <li key={product.id} className={styles.product}>
          <ProductLine product={product} />
        </li>
      ))}
    </ul>
  );
}

function NoProduct() {
  return (
    <EmptyState
      title="Not offered as a product"
      description="Ask the owner of this API to publish it as a product for you."
    />
  );
}

function ProductLine({ product }: { product: ApiProduct }) {
  const paths = useConsumerPaths();
  const { title, summary, plans, mySubscription } = product;
  return (
    <>
      <div className={styles.heading}>
        {paths ? (
          <Link href={paths.product(product.id)} weight="bold" standalone>
            {title}
          </Link>
        ) : (
          <Text weight="bold">{title}</Text>
        )}
        <DeprecationChip {...product} />
        <MySubscriptionChip product={product} />
      </div>
      <Text as="p" variant="body-small" color="secondary">
        {summary}
      </Text>
      <div className={styles.heading}>
        <PriceFrom plans={plans} />
        {paths && mySubscription && (
          <ButtonLink
            variant="secondary"
            href={paths.subscription(mySubscription.id)}
          >
            Open my subscription
          </ButtonLink>
        )}
        {paths && !mySubscription && <SubscribeButton product={product} />}
      </div>
    </>
  );
}
