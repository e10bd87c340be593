import { Text } from '@backstage/ui';
import type { Plan, Price } from '@oaf/backstage-plugin-api-management-common';
import { isFree } from '@oaf/rating';
import { describePrice } from '../../shared/format';
import { lowestPrice, openPlans } from './plans';

/** What the least expensive plan costs, e.g. `from EUR 20 / month`; `Free plan` when others charge. */
export function PriceFrom(props: { plans: Plan[] }) {
  const price = lowestPrice(props.plans);
  if (!price) {
    return <Text variant="body-small">No open plan</Text>;
  }
  return (
    <Text variant="body-small" weight="bold">
      {describeFrom(price, openPlans(props.plans))}
    </Text>
  );
}

function describeFrom(lowest: Price, plans: Plan[]) {
  if (!isFree(lowest)) {
    return plans.length > 1
      ? `from ${describePrice(lowest)}`
      : describePrice(lowest);
  }
  return plans.every(({ price }) => price && isFree(price))
    ? 'Free'
    : 'Free plan';
}
