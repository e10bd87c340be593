import type {
  ApiManagementClient,
  ApiProduct,
} from '@oaf/backstage-plugin-api-management-common';
import { eventually } from './eventually';

const soon = { everyMs: 50, withinMs: 60_000 };

/** Has an application of that owner subscribe to the product's first plan, and approves it. Answers the active subscription's id. */
export async function subscribe(
  api: ApiManagementClient,
  product: ApiProduct,
  owner: string,
): Promise<string> {
  const application = await api.createApplication({
    body: { title: 'Loan radar', owner },
  });
  const { id: subscriptionId } = await api.createSubscription({
    body: {
      applicationId: application.id,
      productId: product.id,
      planId: product.plans[0].id,
    },
  });
  const path = { subscriptionId };
  await api.transitionSubscription({ path, body: { action: 'approve' } });
  await eventually(
    async () => (await api.getSubscription({ path })).state === 'active',
    { ...soon, what: 'The activation' },
  );
  return subscriptionId;
}
