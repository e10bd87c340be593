import { Text } from '@backstage/ui';
import type { Plan } from '@oaf/backstage-plugin-api-management-common';
import { describePrice, isFree } from '../../shared/format';
import { lowestPrice, openPlans } from './plans';

/** What the least expensive plan costs, e.g. `from EUR 20 / month`. */
export function PriceFrom(props: { plans: Plan[] }) {
  const price = lowestPrice(props.plans);
  if (!price) {
    return <Text variant="body-small">No open plan</Text>;
  }
  const several = openPlans(props.plans).length > 1 && !isFree(price);
  return (
    <Text variant="body-small" weight="bold">
      {several ? `from ${describePrice(price)}` : describePrice(price)}
    </Text>
  );
}
