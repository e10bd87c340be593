import type { Grant } from '@oaf/contract';
import { sha256 } from '../hash';

/** The secrets whose hashes {@link exampleGrant} holds. */
export const exampleSecrets = {
  initialAccessToken: 'oaf_iat_example0000000000000000000000',
  apiKey: 'oaf_key_example0000000000000000000000',
};

/** An active grant for one API whose path is `/accounts`, with a read and a write scope, not yet enrolled. */
export function exampleGrant(
  baseUrl: string,
  overrides: Partial<Grant> = {},
): Grant {
  return {
    revision: 1,
    subscriptionId: 'subscription-1',
    clientId: 'sub_example',
    applicationId: 'application-1',
    applicationName: 'Household book',
    productId: 'product-1',
    planId: 'plan-1',
    status: 'active',
    accessProfile: 'fapi2-cc-dpop',
    apis: [
      {
        region: 'local',
        apiId: 'accounts',
        stage: 'live',
        resource: `${baseUrl}/accounts`,
        rules: [
          {
            scope: 'accounts:read',
            methods: ['GET', 'HEAD', 'OPTIONS'],
            pathPattern: '/*',
          },
          {
            scope: 'accounts:write',
            methods: ['POST', 'PUT', 'PATCH', 'DELETE'],
            pathPattern: '/accounts/*',
          },
        ],
      },
    ],
    scopes: ['accounts:read', 'accounts:write'],
    limits: { rate: 10, burst: 20, quota: null },
    apiKeys: [
      {
        credentialId: 'api-key-1',
        hash: sha256(exampleSecrets.apiKey),
        expiresAt: null,
      },
    ],
    enrolment: {
      credentialId: 'enrolment-1',
      tokenHash: sha256(exampleSecrets.initialAccessToken),
      expiresAt: Date.now() + 72 * 3600 * 1000,
    },
    tokensNotBefore: null,
    ...overrides,
  };
}
