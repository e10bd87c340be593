import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import { Badge, Card, Link, Text } from '@backstage/ui';
import type { ApiProduct } from '@oaf/backstage-plugin-api-management-common';
import { DeprecationChip } from '../../shared/components';
import { AccessProfileBadge } from '../product/AccessProfileBadge';
import { MySubscriptionChip } from '../product/MySubscriptionChip';
import { PriceFrom } from '../product/PriceFrom';
import { usePaths } from '../usePaths';
import styles from './Discover.module.css';

export function ProductCard({ product }: { product: ApiProduct }) {
  const paths = usePaths();
  return (
    <Card className={styles.card}>
      <div className={styles.heading}>
        <Text as="h3" variant="body-large" weight="bold">
          <Link
            href={paths.product(product.id)}
            variant="body-large"
            weight="bold"
            standalone
            className={styles.link}
          >
            {product.title}
          </Link>
        </Text>
        <MySubscriptionChip product={product} />
      </div>
      <Text as="p" className={styles.summary} color="secondary">
        {product.summary}
      </Text>
      <div className={styles.badges}>
        <DeprecationChip {...product} />
        <AccessProfileBadge profile={product.accessProfile} />
        {product.tags.map(tag => (
          <Badge key={tag}>{tag}</Badge>
        ))}
      </div>
      <div className={styles.facts}>
        <Text variant="body-small" color="secondary">
          <EntityDisplayName entityRef={product.owner} hideIcon />
        </Text>
        <PriceFrom plans={product.plans} />
      </div>
    </Card>
  );
}
