import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { ConflictError, InputError } from '@backstage/errors';
import {
  nextState,
  planStates,
} from '@oaf/backstage-plugin-api-management-common';
import type {
  PlanInput,
  ProductState,
} from '@oaf/backstage-plugin-api-management-common';
import { findPriceProblems } from '@oaf/rating';
import type { PriceProblemCode } from '@oaf/rating';
import type { PlanUse, StoredPlan, StoredProduct } from './ProductStore';

/** `1 live subscription`, `3 live subscriptions` */
export const liveSubscriptions = (count: number) =>
  `${count} live ${count === 1 ? 'subscription' : 'subscriptions'}`;

/** Nobody has subscribed to any plan. */
export const unused: PlanUse = { live: new Map(), ever: new Map() };

/**
 * The plans after an edit. A plan that live subscriptions rely on keeps its limits, its KMS keys and how old credentials
 * become, because gateways hold them for all of them. Its price may change: whoever agreed to an earlier version of it keeps that.
 * A plan that is left out is deprecated when anybody ever subscribed to it, and forgotten otherwise.
 */
export function changedPlans(
  product: { id: string; state: ProductState; plans: StoredPlan[] },
  inputs: PlanInput[],
  use: PlanUse,
): StoredPlan[] {
  requireDistinct(inputs);
  inputs.forEach(requirePrice);
  const inputIds = new Set(inputs.map(input => input.id));
  const kept = inputs.map((input, index) =>
    input.id === undefined
      ? newPlan(product, input)
      : changedPlan(planOf(product.plans, input.id, index), input, use, index),
  );
  const left = product.plans
    .filter(plan => !inputIds.has(plan.id) && use.ever.has(plan.id))
    .map(plan => ({
      ...plan,
      state: nextState(planStates, plan.state, 'deprecate') ?? plan.state,
    }));
  return [...kept, ...left];
}

function requireDistinct(inputs: PlanInput[]) {
  const ids = inputs.flatMap(input => input.id ?? []);
  const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  if (twice >= 0) {
    throw new InputError(
      `request/body/plans: plan ${ids[twice]} must be named once`,
    );
  }
}

const expected: Record<PriceProblemCode, string> = {
  amount: 'an amount with at most six places',
  count: 'a whole number of at least 1',
  percent: 'a percentage of more than 0 and at most 100',
  text: 'up to 40 characters on one line',
  choice: 'one of the choices',
  rows: 'a list of 1 to 20 steps',
  rising: 'more than in the step before',
  endless: 'absent in the last step',
  once: 'the only component of its type',
  year: 'at most 365',
};

/** What the schema of the request cannot say. */
function requirePrice({ price }: PlanInput, index: number) {
  const [problem] = findPriceProblems(price.components);
  if (problem) {
    const path = ['components', ...problem.path].join('/');
    throw new InputError(
      `request/body/plans/${index}/price/${path} must be ${
        expected[problem.code]
      }`,
    );
  }
}

function newPlan(
  product: { id: string; state: ProductState },
  input: PlanInput,
): StoredPlan {
  return {
    id: randomUUID(),
    productId: product.id,
    title: input.title,
    description: input.description ?? null,
    state: product.state === 'draft' ? 'draft' : 'published',
    limits: input.limits,
    price: input.price,
    version: 1,
    maxCredentialDays: input.maxCredentialDays ?? null,
    dedicatedKey: input.dedicatedKey ?? false,
  };
}

function planOf(plans: StoredPlan[], id: string, index: number): StoredPlan {
  const plan = plans.find(known => known.id === id);
  if (!plan) {
    throw new InputError(
      `request/body/plans/${index}/id must be a plan of this product; leave it out for a new plan`,
    );
  }
  return plan;
}

function changedPlan(
  plan: StoredPlan,
  input: PlanInput,
  use: PlanUse,
  index: number,
): StoredPlan {
  const count = use.live.get(plan.id) ?? 0;
  if (count > 0 && !keepsLimits(plan, input)) {
    throw new ConflictError(
      `request/body/plans/${index}: plan ${plan.title} has ${liveSubscriptions(
        count,
      )}, so its limits, its KMS keys and how old credentials become stay; add a new plan instead`,
    );
  }
  const isNewVersion =
    use.ever.has(plan.id) && !isDeepStrictEqual(plan.price, input.price);
  return {
    ...plan,
    title: input.title,
    description: input.description ?? null,
    limits: input.limits,
    price: input.price,
    version: isNewVersion ? plan.version + 1 : plan.version,
    maxCredentialDays: input.maxCredentialDays ?? null,
    dedicatedKey: input.dedicatedKey ?? false,
  };
}

/** Limits that cannot be read any more may be set anew. */
function keepsLimits(plan: StoredPlan, input: PlanInput): boolean {
  return (
    isDeepStrictEqual(plan.limits ?? input.limits, input.limits) &&
    plan.maxCredentialDays === (input.maxCredentialDays ?? null) &&
    plan.dedicatedKey === (input.dedicatedKey ?? false)
  );
}

/** Drafts of plans go public together with their product. */
export function publishedPlans(
  product: StoredProduct,
  state: StoredProduct['state'],
): StoredPlan[] {
  return product.plans.map(plan =>
    state === 'published' && plan.state === 'draft'
      ? { ...plan, state: nextState(planStates, plan.state, 'publish')! }
      : plan,
  );
}
