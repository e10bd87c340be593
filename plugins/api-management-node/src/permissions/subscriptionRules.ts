import {
  createConditionExports,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { subscriptionResourceRef } from './resources';

const claimsSchema = z.object({ claims: z.array(z.string()) });

const isConsumer = createPermissionRule({
  name: 'IS_SUBSCRIPTION_CONSUMER',
  description:
    'Allow when one of the claims owns the application that holds the subscription',
  resourceRef: subscriptionResourceRef,
  paramsSchema: claimsSchema,
  apply: (subscription, { claims }) =>
    claims.includes(subscription.applicationOwner),
  toQuery: ({ claims }) => ({
    property: 'applicationOwner' as const,
    values: claims,
  }),
});

const isProvider = createPermissionRule({
  name: 'IS_SUBSCRIPTION_PROVIDER',
  description: 'Allow when one of the claims owns the API product',
  resourceRef: subscriptionResourceRef,
  paramsSchema: claimsSchema,
  apply: (subscription, { claims }) =>
    claims.includes(subscription.productOwner),
  toQuery: ({ claims }) => ({
    property: 'productOwner' as const,
    values: claims,
  }),
});

const isRequester = createPermissionRule({
  name: 'IS_SUBSCRIPTION_REQUESTER',
  description:
    'Allow when the user asked for the subscription; negated it separates duties',
  resourceRef: subscriptionResourceRef,
  paramsSchema: z.object({ userRef: z.string() }),
  apply: (subscription, { userRef }) => subscription.requestedBy === userRef,
  toQuery: ({ userRef }) => ({
    property: 'requestedBy' as const,
    values: [userRef],
  }),
});

/** @public */
export const subscriptionRules = { isConsumer, isProvider, isRequester };

const exports = createConditionExports({
  resourceRef: subscriptionResourceRef,
  rules: subscriptionRules,
});

/** @public */
export const subscriptionConditions = exports.conditions;
/** @public */
export const createSubscriptionConditionalDecision =
  exports.createConditionalDecision;
