import {
  allowedActions,
  planChangeStates,
  subscriptionApprovePermission,
  subscriptionCancelPermission,
} from '@oaf/backstage-plugin-api-management-common';
import type {
  PlanChange,
  PlanChangeAction,
} from '@oaf/backstage-plugin-api-management-common';
import { isoTime } from '../database/time';
import { toPlanView } from '../products/ProductPresenter';
import type { StoredPlan } from '../products/ProductStore';
import { toResource } from '../subscriptions/SubscriptionPresenter';
import type { SubscriptionDecider } from '../subscriptions/SubscriptionPresenter';
import type { StoredSubscription } from '../subscriptions/SubscriptionStore';
import type { StoredPlanChange } from './PlanChangeStore';

/** Who decides on subscriptions decides on their plans; who may end one may take a change back or finish it. */
export const planChangePermissions = Object.freeze({
  approve: subscriptionApprovePermission,
  reject: subscriptionApprovePermission,
  withdraw: subscriptionCancelPermission,
  finish: subscriptionCancelPermission,
} satisfies Record<PlanChangeAction, unknown>);

/** The one who asked for the change is the requester, not who asked for the subscription. */
export const resourceOf = (
  { requestedBy }: StoredPlanChange,
  subscription: StoredSubscription,
) => ({ ...toResource(subscription), requestedBy });

/** What is possible now: whoever ended or suspended the subscription decides first. */
export function offeredActions(
  change: StoredPlanChange,
  subscription: StoredSubscription,
  may: SubscriptionDecider,
): PlanChangeAction[] {
  const resource = resourceOf(change, subscription);
  return allowedActions(planChangeStates, change.state)
    .filter((action): action is PlanChangeAction => action !== 'stop')
    .filter(action => may(planChangePermissions[action], resource))
    .filter(action => action !== 'approve' || subscription.state === 'active');
}

export function toPlanChangeView(
  change: StoredPlanChange,
  subscription: StoredSubscription,
  plan: StoredPlan | undefined,
  may: SubscriptionDecider,
): PlanChange {
  const { id, application, product } = subscription;
  const { to } = change;
  return {
    id: change.id,
    state: change.state,
    actions: offeredActions(change, subscription, may),
    subscription: { id, application, product },
    from: { id: change.from.id, title: change.from.title },
    to: plan
      ? {
          ...toPlanView(plan),
          price: to.price ?? undefined,
          version: to.version,
        }
      : { id: to.id, title: to.title, state: 'closed' },
    overlapHours: change.overlapHours,
    purpose: change.purpose ?? undefined,
    requestedBy: change.requestedBy,
    requestedAt: isoTime(change.requestedAt),
    decidedBy: change.decidedBy ?? undefined,
    decidedAt: isoTime(change.decidedAt),
    reason: change.reason ?? undefined,
    overlapUntil: isoTime(change.overlapUntil),
    endedAt: isoTime(change.endedAt),
  };
}
