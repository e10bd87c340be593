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
import type { StoredGatewayApi } from '../discovery/GatewayApiStore';
import { notOffered, unoffered } from '../publications/unoffered';
import { requireMove } from '../states/requireMove';
import { liveSubscriptions, publishedPlans } from './planChange';
import type { ProductUse, StoredProduct } from './ProductStore';

const keptForBills =
  'somebody subscribed to it, and the bills and timelines of that name it';

const stillOffered = 'gateways offer it; withdraw it from them first';

/** How many subscriptions a product has now, whether it had any ever, and what of it consumers cannot reach. */
export type Standing = {
  liveCount: number;
  hadAny: boolean;
  /** Titles of its APIs that have to be offered at a gateway, and are not. */
  unreachable: string[];
  /** How many gateways offer it. */
  offeredAt: number;
};

/** The state after a move. @throws ConflictError when its state or its subscriptions do not allow it */
export function movedProduct(
  product: StoredProduct,
  { action, reason }: ProductTransition,
  { liveCount, publications }: ProductUse,
  needGateway: StoredGatewayApi[],
): StoredProduct {
  const state = requireMove(productStates, product.state, action, 'product');
  if (state === 'published') {
    requireReachable(product, unoffered(needGateway, publications));
  }
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

/** @throws ConflictError */
function requireReachable(
  { title }: StoredProduct,
  missing: StoredGatewayApi[],
) {
  if (missing.length > 0) {
    const titles = missing.map(api => api.title);
    throw new ConflictError(
      `Product ${title} cannot be published yet: ${notOffered(titles)}`,
    );
  }
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
  if (use.publications.length > 0) {
    throw new ConflictError(`Product ${product.title} stays: ${stillOffered}`);
  }
}

/** Moves that are possible now; the service judges anew when one is made. */
export function offeredMoves(
  state: ProductState,
  standing: Standing,
): ProductAction[] {
  const blocked = blockedMoves(state, standing).map(({ action }) => action);
  return allowedActions(productStates, state).filter(
    action => !blocked.includes(action),
  );
}

/** Moves that the state allows and something else forbids, with the reason. */
export function blockedMoves(
  state: ProductState,
  { liveCount, unreachable }: Standing,
): Array<BlockedProductAction & { action: ProductAction }> {
  return allowedActions(productStates, state).flatMap(action => {
    const next = nextState(productStates, state, action);
    if (needsNone(next) && liveCount > 0) {
      const reason = `It has ${liveSubscriptions(
        liveCount,
      )}; possible when none is live.`;
      return [{ action, reason }];
    }
    if (next === 'published' && unreachable.length > 0) {
      return [{ action, reason: `${notOffered(unreachable)}.` }];
    }
    return [];
  });
}

/** Why a draft cannot be deleted; nothing when it can. */
export function blockedDeletion({
  hadAny,
  offeredAt,
}: Standing): BlockedProductAction[] {
  const why = hadAny ? keptForBills : stillOffered;
  return hadAny || offeredAt > 0
    ? [{ action: 'delete', reason: `The draft stays: ${why}` }]
    : [];
}

function needsNone(state: ProductState | undefined) {
  return state === 'draft' || state === 'retired';
}
