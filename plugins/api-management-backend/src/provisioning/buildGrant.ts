import type { Grant, GrantedApi } from '@oaf/contract';
import type { Limits } from '@oaf/backstage-plugin-api-management-common';
import type { StoredCredential } from '../credentials/CredentialStore';
import type { StoredGatewayApi } from '../discovery/GatewayApiStore';
import type { StoredPlan, StoredProduct } from '../products/ProductStore';
import type { StoredSubscription } from '../subscriptions/SubscriptionStore';
import { planLifetimeMs } from '../credentials/withinPlan';
import { scopesOf } from './scopes';

const READING = ['GET', 'HEAD', 'OPTIONS'];
const WRITING = ['POST', 'PUT', 'PATCH', 'DELETE'];

export type PlanWithLimits = StoredPlan & { limits: Limits };

const toLimits = ({ limits }: PlanWithLimits) => ({
  ...limits,
  quota: limits.quota ?? null,
});

/** What a gateway has to know of a subscription; a pure function of the tables. */
export function buildGrant(input: {
  revision: number;
  subscription: StoredSubscription;
  product: StoredProduct;
  plan: PlanWithLimits;
  /** Plans of API keys that have another one than the subscription. */
  keyPlans: Map<string, PlanWithLimits>;
  /** Each with the address at which consumers call it there. */
  gatewayApis: StoredGatewayApi[];
  credentials: StoredCredential[];
}): Grant {
  const { subscription, product, plan, credentials } = input;
  const clientKeyLifetime = planLifetimeMs(plan);
  return {
    revision: input.revision,
    subscriptionId: subscription.id,
    clientId: subscription.clientId,
    applicationId: subscription.application.id,
    applicationName: subscription.application.title,
    productId: product.id,
    planId: plan.id,
    status: subscription.state === 'suspended' ? 'suspended' : 'active',
    accessProfile: product.accessProfile,
    apis: input.gatewayApis.flatMap(api => grantedApis(api, product.slug)),
    scopes: Object.values(scopesOf(product.slug)),
    limits: toLimits(plan),
    apiKeys: credentials
      .filter(({ type, state }) => type === 'api-key' && state !== 'revoked')
      .map(key => ({
        credentialId: key.id,
        hash: key.secretHash,
        expiresAt: key.expiresAt,
        ...ownPlanOf(key, input),
      })),
    enrolment: enrolmentOf(credentials),
    ...(clientKeyLifetime && { clientKeyLifetime }),
    ...(plan.dedicatedKey && { dedicatedKey: {} }),
    tokensNotBefore: null,
  };
}

/** What a key says of its plan; nothing when it is the subscription's. */
function ownPlanOf(
  { planId }: StoredCredential,
  {
    plan,
    keyPlans,
  }: { plan: StoredPlan; keyPlans: Map<string, PlanWithLimits> },
) {
  const own = planId && planId !== plan.id && keyPlans.get(planId);
  return own ? { planId: own.id, limits: toLimits(own) } : {};
}

/** None of an API that has no address any more. */
function grantedApis(api: StoredGatewayApi, slug: string): GrantedApi[] {
  const { invokeUrl, region, apiId, stage } = api;
  const scopes = scopesOf(slug);
  const rules = [
    { scope: scopes.read, methods: READING, pathPattern: '/*' },
    { scope: scopes.write, methods: WRITING, pathPattern: '/*' },
  ];
  return invokeUrl === null
    ? []
    : [{ region, apiId, stage, resource: invokeUrl, rules }];
}

function enrolmentOf(credentials: StoredCredential[]): Grant['enrolment'] {
  const token = credentials.find(
    ({ type, state }) => type === 'initial-access-token' && state === 'issued',
  );
  return token
    ? {
        credentialId: token.id,
        tokenHash: token.secretHash,
        expiresAt: token.expiresAt!,
      }
    : null;
}
