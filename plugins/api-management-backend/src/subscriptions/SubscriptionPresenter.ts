import type { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  allowedActions,
  credentialManagePermission,
  subscriptionActions,
  subscriptionApprovePermission,
  subscriptionCancelPermission,
  subscriptionManagePermission,
  subscriptionStates,
} from '@oaf/backstage-plugin-api-management-common';
import type {
  OwnerChange,
  Subscription,
  SubscriptionAction,
} from '@oaf/backstage-plugin-api-management-common';
import { subscriptionResourceRef } from '@oaf/backstage-plugin-api-management-node';
import type { SubscriptionResource } from '@oaf/backstage-plugin-api-management-node';
import type { AccessControl } from '../authorization/AccessControl';
import type { Caller } from '../authorization/Caller';
import { isoTime } from '../database/time';
import { toPlanView } from '../products/ProductPresenter';
import type { ProductStore } from '../products/ProductStore';
import { needsReason } from './needsReason';
import type {
  StoredSubscription,
  SubscriptionStore,
} from './SubscriptionStore';

/** Any one of these permissions allows the action. */
export const actionPermissions = Object.freeze({
  approve: [subscriptionApprovePermission],
  reject: [subscriptionApprovePermission],
  withdraw: [subscriptionCancelPermission],
  retry: [subscriptionManagePermission],
  suspend: [subscriptionManagePermission],
  resume: [subscriptionManagePermission],
  end: [subscriptionManagePermission, subscriptionCancelPermission],
} satisfies Record<SubscriptionAction, unknown[]>);

export type SubscriptionDecider = (
  permission: ResourcePermission,
  resource: SubscriptionResource,
) => boolean;

/** Turns stored subscriptions into what a caller may see and do. */
export class SubscriptionPresenter {
  readonly #products: ProductStore;
  readonly #subscriptions: SubscriptionStore;
  readonly #access: AccessControl;

  constructor(options: {
    productStore: ProductStore;
    subscriptionStore: SubscriptionStore;
    access: AccessControl;
  }) {
    this.#products = options.productStore;
    this.#subscriptions = options.subscriptionStore;
    this.#access = options.access;
  }

  decider(caller: Caller): Promise<SubscriptionDecider> {
    return this.#access.decider(caller, subscriptionResourceRef);
  }

  async present(
    caller: Caller,
    subscriptions: StoredSubscription[],
  ): Promise<Subscription[]> {
    const may = await this.decider(caller);
    const plans = await this.#products.findPlans(
      subscriptions.map(({ planId }) => planId),
    );
    const moves = await this.#subscriptions.lastMoves(
      subscriptions.map(({ id }) => id),
    );
    return subscriptions.map(subscription => {
      const resource = toResource(subscription);
      const actions = subscriptionActions.filter(
        action =>
          allowedActions(subscriptionStates, subscription.state).includes(
            action,
          ) &&
          actionPermissions[action].some(permission =>
            may(permission, resource),
          ),
      );
      const plan = plans.find(({ id }) => id === subscription.planId)!;
      return {
        id: subscription.id,
        state: subscription.state,
        actions,
        actionsWithReason: actions.filter(action =>
          needsReason(action, subscription, caller),
        ),
        application: subscription.application,
        movedFrom: toFormerOwner(moves.get(subscription.id)),
        product: subscription.product,
        plan: toPlanView(plan),
        purpose: subscription.purpose ?? undefined,
        manageCredentials: may(credentialManagePermission, resource),
        requestedBy: subscription.requestedBy,
        requestedAt: isoTime(subscription.requestedAt),
        decidedBy: subscription.decidedBy ?? undefined,
        decidedAt: isoTime(subscription.decidedAt),
        reason: subscription.reason ?? undefined,
        error: subscription.error ?? undefined,
        activeAt: isoTime(subscription.activeAt),
        endedAt: isoTime(subscription.endedAt),
        updatedAt: isoTime(subscription.updatedAt),
      };
    });
  }
}

export function toResource(
  subscription: StoredSubscription,
): SubscriptionResource {
  return {
    id: subscription.id,
    applicationOwner: subscription.application.owner,
    productOwner: subscription.product.owner,
    requestedBy: subscription.requestedBy,
  };
}

function toFormerOwner(move: { at: number; owner: OwnerChange } | undefined) {
  return move && { owner: move.owner.from, at: isoTime(move.at) };
}
