import { NotAllowedError } from '@backstage/errors';
import { credentialManagePermission } from '@oaf/backstage-plugin-api-management-common';
import { subscriptionResourceRef } from '@oaf/backstage-plugin-api-management-node';
import type { AccessControl } from '../authorization/AccessControl';
import type { Caller } from '../authorization/Caller';
import { toResource } from '../subscriptions/SubscriptionPresenter';
import type { StoredSubscription } from '../subscriptions/SubscriptionStore';

/** @throws NotAllowedError for whoever sees the subscription and does not hold it */
export async function requireManageable(
  access: AccessControl,
  caller: Caller,
  subscription: StoredSubscription,
) {
  const may = await access.decider(caller, subscriptionResourceRef);
  if (!may(credentialManagePermission, toResource(subscription))) {
    throw new NotAllowedError(
      `Only the holder of the application ${subscription.application.title} may handle its credentials`,
    );
  }
}
