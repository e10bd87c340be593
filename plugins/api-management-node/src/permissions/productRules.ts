import {
  createConditionExports,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { apiProductResourceRef, EVERYONE } from './resources';

const claimsSchema = z.object({
  claims: z
    .array(z.string())
    .describe('Entity references of the user and the groups it belongs to'),
});

const isOwner = createPermissionRule({
  name: 'IS_PRODUCT_OWNER',
  description: 'Allow when one of the claims owns the API product',
  resourceRef: apiProductResourceRef,
  paramsSchema: claimsSchema,
  apply: (product, { claims }) => claims.includes(product.owner),
  toQuery: ({ claims }) => ({ property: 'owner' as const, values: claims }),
});

const isInAudience = createPermissionRule({
  name: 'IS_IN_AUDIENCE',
  description:
    'Allow when the API product is made for one of the claims, or for everyone',
  resourceRef: apiProductResourceRef,
  paramsSchema: claimsSchema,
  apply: (product, { claims }) =>
    product.audience.some(
      member => member === EVERYONE || claims.includes(member),
    ),
  toQuery: ({ claims }) => ({
    property: 'audience' as const,
    values: [EVERYONE, ...claims],
  }),
});

const hasState = createPermissionRule({
  name: 'HAS_PRODUCT_STATE',
  description: 'Allow when the API product is in one of the states',
  resourceRef: apiProductResourceRef,
  paramsSchema: z.object({ states: z.array(z.string()) }),
  apply: (product, { states }) => states.includes(product.state),
  toQuery: ({ states }) => ({ property: 'state' as const, values: states }),
});

/** @public */
export const productRules = { isOwner, isInAudience, hasState };

const exports = createConditionExports({
  resourceRef: apiProductResourceRef,
  rules: productRules,
});

/** @public */
export const productConditions = exports.conditions;
/** @public */
export const createProductConditionalDecision =
  exports.createConditionalDecision;
