import {
  createConditionExports,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { applicationResourceRef } from './resources';

const isOwner = createPermissionRule({
  name: 'IS_APPLICATION_OWNER',
  description: 'Allow when one of the claims owns the application',
  resourceRef: applicationResourceRef,
  paramsSchema: z.object({ claims: z.array(z.string()) }),
  apply: (application, { claims }) => claims.includes(application.owner),
  toQuery: ({ claims }) => ({ property: 'owner' as const, values: claims }),
});

/** @public */
export const applicationRules = { isOwner };

const exports = createConditionExports({
  resourceRef: applicationResourceRef,
  rules: applicationRules,
});

/** @public */
export const applicationConditions = exports.conditions;
/** @public */
export const createApplicationConditionalDecision =
  exports.createConditionalDecision;
