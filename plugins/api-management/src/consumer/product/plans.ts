import type {
  ApiProduct,
  Plan,
  Price,
} from '@oaf/backstage-plugin-api-management-common';
import { calendarMonthOf, estimate } from '@oaf/rating';

/** Plans that a new subscription may choose. */
export function openPlans(plans: Plan[]): Plan[] {
  return plans.filter(({ state }) => state === 'published');
}

/** The price of the plan that costs least in a month with few calls, or undefined when no plan is open. */
export function lowestPrice(plans: Plan[]): Price | undefined {
  return openPlans(plans)
    .flatMap(({ price }) => price ?? [])
    .map(price => ({ price, cost: comparableCost(price) }))
    .sort((left, right) => left.cost - right.cost)[0]?.price;
}

/** Only good for putting prices in an order: a number cannot carry money. */
function comparableCost(price: Price): number {
  const period = calendarMonthOf(Date.now());
  const usage = { billableCalls: 1000 };
  return Number(estimate({ price, period, usage }).total);
}

/** Its limits and its price can be read; without them nobody can subscribe. */
export const isWhole = ({ limits, price }: Plan) => Boolean(limits && price);

/** A plan to agree to, with the version of its price that was shown. */
export function planAsSeen({ plans }: ApiProduct, planId: string) {
  const version = plans.find(({ id }) => id === planId)?.version;
  return { planId, ...(version && { planVersion: version }) };
}
