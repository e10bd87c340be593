import type { Allowed } from '../authorizer/Authorization';
import { exampleGrant } from '../testUtils';
import { allow } from './authorizerResult';
import { PolicyTooLargeError } from './policy';

const grant = exampleGrant('https://api.example.com');
const methodArn =
  'arn:aws:execute-api:eu-central-1:123456789012:a1b2c3d4e5/prod/GET/accounts';

const allowed: Allowed = {
  allow: true,
  grant,
  clientId: grant.clientId,
  tokenId: 'token',
  apiKeyCredentialId: 'api-key-1',
  plan: { id: 'plan-2', limits: grant.limits },
  scope: 'accounts:read',
  rules: Array.from({ length: 100 }, (_, index) => ({
    scope: 'accounts:read',
    methods: ['GET'],
    pathPattern: `/resource-${index}/*`,
  })),
  binding: 'mtls',
  expiresAt: 0,
  apiKey: 'key',
};

describe('allow', () => {
  it('refuses an answer of more than 8 KiB instead of cutting it', () => {
    const call = { methodArn, method: 'GET', cacheSeconds: 60 };
    expect(() => allow(allowed, call)).toThrow(PolicyTooLargeError);
    expect(() => allow(allowed, call)).toThrow("set the authorizer's TTL to 0");
  });

  it('tells the access log the plan of the API key', () => {
    const call = { methodArn, method: 'GET', cacheSeconds: 0 };
    expect(allow(allowed, call).context).toMatchObject({ planId: 'plan-2' });
  });

  it('needs no more than the method when it is not cached', () => {
    const call = { methodArn, method: 'GET', cacheSeconds: 0 };
    expect(allow(allowed, call).policyDocument.Statement).toHaveLength(1);
  });
});
