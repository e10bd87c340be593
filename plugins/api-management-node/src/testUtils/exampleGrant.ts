import { createHash } from 'node:crypto';
import type { Grant } from '@oaf/contract';
import type { DiscoveredApi } from '../gateway/GatewayDiscovery';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What the example's API key is; it opens nothing. */
export const EXAMPLE_API_KEY = `oaf_contract_${'k'.repeat(43)}`;

/** An active grant for the API, not yet enrolled. */
export function exampleGrant(api: DiscoveredApi, revision: number): Grant {
  return {
    revision,
    subscriptionId: 'contract-subscription',
    clientId: 'sub_contract',
    applicationId: 'contract-application',
    applicationName: 'Contract suite',
    productId: 'contract-product',
    planId: 'contract-plan',
    status: 'active',
    accessProfile: 'fapi2-cc-dpop',
    apis: [
      {
        region: api.region,
        apiId: api.apiId,
        stage: api.stage,
        resource: api.invokeUrl!,
        rules: [{ scope: 'contract:read', methods: ['GET'], pathPattern: '*' }],
      },
    ],
    scopes: ['contract:read'],
    limits: { rate: 5, burst: 10, quota: { limit: 1000, period: 'day' } },
    apiKeys: [
      {
        credentialId: 'contract-key',
        hash: createHash('sha256').update(EXAMPLE_API_KEY).digest('base64url'),
        expiresAt: null,
      },
    ],
    enrolment: {
      credentialId: 'contract-enrolment',
      tokenHash: 't'.repeat(43),
      expiresAt: Date.now() + DAY_MS,
    },
    tokensNotBefore: null,
  };
}
