import {
  EmptyState,
  PageSection,
  ServerTableView,
  useServerTable,
} from '../../shared';
import { productSubscriptionColumns } from '../subscriptions/subscriptionColumns';
import { usePaths } from '../usePaths';

/** Who subscribed to a product. */
export function ProductSubscriptions({ productId }: { productId: string }) {
  const paths = usePaths();
  const list = useServerTable('listSubscriptions', {
    prefix: 'subscriptions.',
    orderBy: 'requestedAt:desc',
    toQuery: () => ({ productId }),
  });
  return (
    <PageSection title="Subscriptions" flush>
      <ServerTableView
        list={list}
        columns={productSubscriptionColumns}
        getHref={({ id }) => paths.subscription(id)}
        emptyState={
          <EmptyState
            title="Nobody subscribed yet"
            description="Once the product is published, its audience finds it under “APIs for you”."
          />
        }
      />
    </PageSection>
  );
}
