import { ButtonLink } from '@backstage/ui';
import type { ApiProduct } from '@oaf/backstage-plugin-api-management-common';
import { SubscribeButton } from '../subscribe/SubscribeButton';
import { usePaths } from '../usePaths';

export function ProductActions({ product }: { product: ApiProduct }) {
  const paths = usePaths();
  return (
    <>
      {product.mySubscription && (
        <ButtonLink
          variant="secondary"
          href={paths.subscription(product.mySubscription.id)}
        >
          Open my subscription
        </ButtonLink>
      )}
      <SubscribeButton product={product} />
    </>
  );
}
