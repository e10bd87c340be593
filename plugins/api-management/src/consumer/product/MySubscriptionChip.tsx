import { Text } from '@backstage/ui';
import type { ApiProduct } from '@oaf/backstage-plugin-api-management-common';
import { StateChip } from '../../shared/components';

/** The state of the reader's own subscription to the product. */
export function MySubscriptionChip(props: {
  product: Pick<ApiProduct, 'mySubscription'>;
}) {
  const { mySubscription } = props.product;
  return mySubscription ? (
    <StateChip state={mySubscription.state} />
  ) : (
    <Text variant="body-small" color="secondary">
      Not subscribed
    </Text>
  );
}
