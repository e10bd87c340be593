import { grantSchema } from './Grant';

const grant = {
  revision: 1,
  subscriptionId: 's-1',
  clientId: 'sub_1',
  applicationId: 'a-1',
  applicationName: 'Loan radar',
  productId: 'p-1',
  planId: 'plan-1',
  status: 'active',
  accessProfile: 'fapi2-cc-dpop',
  apis: [
    {
      region: 'local',
      apiId: 'accounts',
      stage: 'live',
      resource: 'http://localhost:7010/accounts',
      rules: [{ scope: 'accounts:read', methods: ['GET'], pathPattern: '/*' }],
    },
  ],
  scopes: ['accounts:read'],
  limits: { rate: 10, burst: 20, quota: null },
  apiKeys: [{ credentialId: 'c-1', hash: 'abc', expiresAt: null }],
  enrolment: null,
  tokensNotBefore: null,
};

describe('grantSchema', () => {
  it('takes a whole grant and survives JSON', () => {
    expect(grantSchema.parse(JSON.parse(JSON.stringify(grant)))).toEqual(grant);
  });

  it('takes a key of another plan with its limits', () => {
    const [apiKey] = grant.apiKeys;
    const other = { ...apiKey, planId: 'plan-2', limits: grant.limits };
    const apiKeys = [apiKey, other];
    expect(grantSchema.parse({ ...grant, apiKeys }).apiKeys).toEqual(apiKeys);
  });

  it.each([
    ['a negative revision', { revision: -1 }],
    ['an unknown status', { status: 'ended' }],
    [
      'an access profile that the door does not know',
      { accessProfile: 'api-key' },
    ],
    ['a rate of nothing', { limits: { rate: 0, burst: 1, quota: null } }],
    [
      'a quota without a period',
      { limits: { rate: 1, burst: 1, quota: { limit: 5 } } },
    ],
  ])('refuses %s', (_, change) => {
    expect(grantSchema.safeParse({ ...grant, ...change }).success).toBe(false);
  });
});
