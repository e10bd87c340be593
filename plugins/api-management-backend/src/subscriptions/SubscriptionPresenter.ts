import type { ResourcePermission } from '@backstage/plugin-permission-common';
import {
  allowedActions,
  credentialManagePermission,
  subscriptionActions,
  subscriptionApprovePermission,
  subscriptionCancelPermission,
  subscriptionManagePermission,
  subscriptionRepairPermission,
  subscriptionStates,
} from '@oaf/backstage-plugin-api-management-common';
import type {
  OwnerChange,
  Plan,
  Subscription,
  SubscriptionAction,
  SubscriptionDamage,
} from '@oaf/backstage-plugin-api-management-common';
import { subscriptionResourceRef } from '@oaf/backstage-plugin-api-management-node';
import type { SubscriptionResource } from '@oaf/backstage-plugin-api-management-node';
import type { AccessControl } from '../authorization/AccessControl';
import type { Caller } from '../authorization/Caller';
import type {
  CredentialStore,
  StoredCredential,
} from '../credentials/CredentialStore';
import { isoTime } from '../database/time';
import type {
  PlanChangeStore,
  StoredPlanChange,
} from '../planChanges/PlanChangeStore';
import { toPlanView } from '../products/ProductPresenter';
import type { ProductStore, StoredPlan } from '../products/ProductStore';
import type { ProvisioningQueue } from '../provisioning/ProvisioningQueue';
import { needsReason } from './needsReason';
import type {
  StoredSubscription,
  SubscriptionStore,
} from './SubscriptionStore';

/** As of the overview. */
const EXPIRY_SHOWN_MS = 30 * 86_400_000;

/** Any one of these permissions allows the action. */
export const actionPermissions = Object.freeze({
  approve: [subscriptionApprovePermission],
  reject: [subscriptionApprovePermission],
  withdraw: [subscriptionCancelPermission],
  retry: [subscriptionManagePermission],
  suspend: [subscriptionManagePermission],
  resume: [subscriptionManagePermission],
  end: [subscriptionManagePermission, subscriptionCancelPermission],
  repair: [subscriptionRepairPermission],
} satisfies Record<SubscriptionAction, unknown[]>);

export type SubscriptionDecider = (
  permission: ResourcePermission,
  resource: SubscriptionResource,
) => boolean;

/** Turns stored subscriptions into what a caller may see and do. */
export class SubscriptionPresenter {
  readonly #products: ProductStore;
  readonly #subscriptions: SubscriptionStore;
  readonly #planChanges: PlanChangeStore;
  readonly #credentials: CredentialStore;
  readonly #provisioning: ProvisioningQueue;
  readonly #access: AccessControl;

  constructor(options: {
    productStore: ProductStore;
    subscriptionStore: SubscriptionStore;
    planChangeStore: PlanChangeStore;
    credentialStore: CredentialStore;
    provisioningQueue: ProvisioningQueue;
    access: AccessControl;
  }) {
    this.#products = options.productStore;
    this.#subscriptions = options.subscriptionStore;
    this.#planChanges = options.planChangeStore;
    this.#credentials = options.credentialStore;
    this.#provisioning = options.provisioningQueue;
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
    const ids = subscriptions.map(({ id }) => id);
    const moves = await this.#subscriptions.lastMoves(ids);
    const changes = await this.#planChanges.findRunning(ids);
    const expiring = await this.#credentials.findExpiring(
      ids,
      Date.now() + EXPIRY_SHOWN_MS,
    );
    const failures = await this.#provisioning.findFailures(ids);
    return subscriptions.map(subscription => {
      const resource = toResource(subscription);
      const plan = plans.find(({ id }) => id === subscription.planId);
      const damage = damageOf(subscription, plan);
      const actions = subscriptionActions.filter(
        action =>
          allowedActions(subscriptionStates, subscription.state).includes(
            action,
          ) &&
          suitsDamage(action, damage) &&
          actionPermissions[action].some(permission =>
            may(permission, resource),
          ),
      );
      return {
        id: subscription.id,
        state: subscription.state,
        actions,
        actionsWithReason: actions.filter(action =>
          needsReason(action, subscription, caller),
        ),
        damage: damage.length > 0 ? damage : undefined,
        application: subscription.application,
        movedFrom: toFormerOwner(moves.get(subscription.id)),
        product: subscription.product,
        plan: plan
          ? { ...toPlanView(plan), ...subscription.agreed }
          : missingPlan(subscription),
        purpose: subscription.purpose ?? undefined,
        mayChangePlan: mayChangePlan(subscription, damage, {
          isRunning: changes.has(subscription.id),
          holds: may(credentialManagePermission, resource),
        }),
        planChange: toRunning(changes.get(subscription.id)),
        expiring: toExpiring(expiring.get(subscription.id)),
        manageCredentials: may(credentialManagePermission, resource),
        requestedBy: subscription.requestedBy,
        requestedAt: isoTime(subscription.requestedAt),
        decidedBy: subscription.decidedBy ?? undefined,
        decidedAt: isoTime(subscription.decidedAt),
        reason: subscription.reason ?? undefined,
        error:
          subscription.error ??
          // Of a gateway that is tried on, its manager alone can do something about it.
          (may(subscriptionManagePermission, resource)
            ? failures.get(subscription.id)
            : undefined),
        activeAt: isoTime(subscription.activeAt),
        endedAt: isoTime(subscription.endedAt),
        updatedAt: isoTime(subscription.updatedAt),
      };
    });
  }
}

function mayChangePlan(
  { state, product }: StoredSubscription,
  damage: SubscriptionDamage[],
  { isRunning, holds }: { isRunning: boolean; holds: boolean },
) {
  return (
    state === 'active' &&
    product.state === 'published' &&
    damage.length === 0 &&
    !isRunning &&
    holds
  );
}

function toRunning(change: StoredPlanChange | undefined) {
  return (
    change && {
      id: change.id,
      state: change.state,
      to: { id: change.to.id, title: change.to.title },
      overlapUntil: isoTime(change.overlapUntil),
    }
  );
}

function toExpiring(key: StoredCredential | undefined) {
  return (
    key && {
      id: key.id,
      type: key.type,
      name: key.name ?? undefined,
      expiresAt: isoTime(key.expiresAt!),
    }
  );
}

/** Everything that keeps a subscription from being whole; the plan as it was found. */
export function damageOf(
  { damage }: StoredSubscription,
  plan: StoredPlan | undefined,
): SubscriptionDamage[] {
  if (!plan) {
    return [...damage, 'plan'];
  }
  return plan.limits && plan.price ? damage : [...damage, 'terms'];
}

/** Of what is damaged nothing is left to decide: it can be taken back, ended or repaired. */
export function suitsDamage(
  action: SubscriptionAction,
  damage: SubscriptionDamage[],
): boolean {
  return damage.length === 0
    ? action !== 'repair'
    : ['reject', 'withdraw', 'end', 'repair'].includes(action);
}

function missingPlan({ planId }: StoredSubscription): Plan {
  return { id: planId, title: planId, state: 'closed' };
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
