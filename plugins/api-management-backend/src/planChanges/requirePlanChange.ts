import { ConflictError, InputError } from '@backstage/errors';
import { planChangeStates } from '@oaf/backstage-plugin-api-management-common';
import type {
  PlanChangeAction,
  PlanChangeState,
  PlanChangeTransition,
} from '@oaf/backstage-plugin-api-management-common';
import type { StoredCredential } from '../credentials/CredentialStore';
import type { StoredProduct } from '../products/ProductStore';
import { requireMove } from '../states/requireMove';
import type { StoredSubscription } from '../subscriptions/SubscriptionStore';
import type { StoredPlanChange } from './PlanChangeStore';

/** @throws ConflictError when the subscription is not in one of the states */
export function requireSubscriptionIn(
  states: readonly StoredSubscription['state'][],
  { state }: StoredSubscription,
) {
  if (!states.includes(state)) {
    throw new ConflictError(
      `The subscription is ${state}; its plan is changed while it is ${states.join(
        ' or ',
      )}`,
    );
  }
}

/** @throws ConflictError when the subscription has the plan already */
export function requireOtherPlan(
  { planId }: StoredSubscription,
  toPlanId: string,
) {
  if (planId === toPlanId) {
    throw new ConflictError(
      'The subscription has this plan; choose another one of the product',
    );
  }
}

/**
 * What was asked for may have been taken back by the provider while it waited.
 * @throws ConflictError when the plan takes nobody any more
 */
export function requireTaking(
  { title, state, plans }: StoredProduct,
  { to }: StoredPlanChange,
) {
  const plan = plans.find(({ id }) => id === to.id);
  if (state !== 'published' || plan?.state !== 'published' || !plan.limits) {
    throw new ConflictError(
      `Plan ${to.title} of ${title} takes no subscriptions any more; reject the change, or publish the plan again`,
    );
  }
}

/** @throws ConflictError that names the moves the state allows */
export const requireChangeMove = (
  state: PlanChangeState,
  action: PlanChangeAction,
): PlanChangeState =>
  requireMove(planChangeStates, state, action, 'plan change', [
    'stop' as never,
  ]);

/** @throws InputError when the other side is owed a reason */
export function requireReason({ action, reason }: PlanChangeTransition) {
  if (action === 'reject' && !reason?.trim()) {
    throw new InputError(
      'request/body/reason must say why you reject the plan change; who asked will read it',
    );
  }
}

/**
 * Whoever finishes a change ends the former keys; a new one must be there to go on with.
 * @throws ConflictError when nobody can call by the new plan
 */
export function requireSuccessor(
  { to }: StoredPlanChange,
  live: StoredCredential[],
) {
  const ready = live.some(
    ({ planId, revealedAt }) => planId === to.id && revealedAt !== null,
  );
  if (!ready) {
    throw new ConflictError(
      `No API key of plan ${to.title} was revealed, so all calls would be refused; reveal one, or issue another, and use it first`,
    );
  }
}
