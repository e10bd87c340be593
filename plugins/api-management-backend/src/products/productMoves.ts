import { ConflictError } from '@backstage/errors';
import {
  allowedActions,
  nextState,
  productStates,
} from '@oaf/backstage-plugin-api-management-common';
import type {
  BlockedProductAction,
  ProductAction,
  ProductState,
  ProductTransition,
} from '@oaf/backstage-plugin-api-management-common';
import { requireMove } from '../states/requireMove';
import { liveSubscriptions, publishedPlans } from './planChange';
import type { ProductUse, StoredProduct } from './ProductStore';

const keptForBills =
  'somebody subscribed to it, and the bills and timelines of that name it';

/** How many subscriptions a product has now, and whether it had any ever. */
export type Subscribers = { liveCount: number; hadAny: boolean };

/** The state after a move. @throws ConflictError when its state or its subscriptions do not allow it */
export function movedProduct(
  product: StoredProduct,
  { action, reason }: ProductTransition,
  { liveCount }: ProductUse,
): StoredProduct {
  const state = requireMove(productStates, product.state, action, 'product');
  if (needsNone(state) && liveCount > 0) {
    throw new ConflictError(
      `Product ${product.title} has ${liveSubscriptions(
        liveCount,
      )}; ${action} is possible when none is live`,
    );
  }
  return {
    ...product,
    state,
    stateReason: reason ?? null,
    plans: publishedPlans(product, state),
  };
}

/** @throws ConflictError when it is no draft, or bills and timelines name it */
export function requireDeletable(product: StoredProduct, use: ProductUse) {
  if (product.state !== 'draft') {
    throw new ConflictError(
      `Product ${product.title} is ${product.state}; only a draft can be deleted`,
    );
  }
  if (use.liveCount > 0 || use.ever.size > 0) {
    throw new ConflictError(`Product ${product.title} stays: ${keptForBills}`);
  }
}

/** Moves that are possible now; the service judges anew when one is made. */
export function offeredMoves(
  state: ProductState,
  { liveCount }: Subscribers,
): ProductAction[] {
  return allowedActions(productStates, state).filter(
    action => liveCount === 0 || !isKeptBySubscriptions(state, action),
  );
}

/** Moves that the state allows and subscriptions forbid, with the reason. */
export function blockedMoves(
  state: ProductState,
  { liveCount }: Subscribers,
): BlockedProductAction[] {
  return (['unpublish', 'retire'] as const)
    .filter(action => liveCount > 0 && isKeptBySubscriptions(state, action))
    .map(action => ({
      action,
      reason: `It has ${liveSubscriptions(
        liveCount,
      )}; possible when none is live.`,
    }));
}

/** Why a draft cannot be deleted; nothing when it can. */
export const blockedDeletion = ({
  hadAny,
}: Subscribers): BlockedProductAction[] =>
  hadAny
    ? [{ action: 'delete', reason: `The draft stays: ${keptForBills}` }]
    : [];

function needsNone(state: ProductState | undefined) {
  return state === 'draft' || state === 'retired';
}

function isKeptBySubscriptions(state: ProductState, action: ProductAction) {
  return needsNone(nextState(productStates, state, action));
}
