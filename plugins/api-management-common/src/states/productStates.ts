import type {
  PlanState,
  ProductAction,
  ProductState,
} from '../schema/openapi/generated/models';
import type { StateTable } from './StateTable';

/**
 * `unpublish` is refused by the service while a live subscription exists.
 *
 * @public
 */
export const productStates: StateTable<ProductState, ProductAction> =
  Object.freeze({
    draft: { publish: 'published' },
    published: { unpublish: 'draft', deprecate: 'deprecated' },
    deprecated: { publish: 'published', retire: 'retired' },
    retired: {},
  });

/** @public */
export type PlanAction = 'publish' | 'deprecate' | 'close';

/** @public */
export const planStates: StateTable<PlanState, PlanAction> = Object.freeze({
  draft: { publish: 'published' },
  published: { deprecate: 'deprecated' },
  deprecated: { publish: 'published', close: 'closed' },
  closed: {},
});
