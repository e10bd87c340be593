import type { LinkedAccount } from '@oaf/backstage-plugin-api-management-node';
import { quotaOf } from './quotaOf';

const account = { accountId: '111111111111' } as LinkedAccount;
const raised = [
  { accountId: '111111111111', usagePlans: 500 },
  { accountId: '111111111111', region: 'eu-west-1', usagePlans: 900 },
  { accountId: '222222222222', usagePlans: 301 },
];

describe('quotaOf', () => {
  it.each([
    ['usage-plans', '111111111111', 'eu-west-1', 900],
    ['usage-plans', '111111111111', 'eu-central-1', 500],
    ['usage-plans', '333333333333', 'eu-west-1', 300],
    ['api-keys', '111111111111', 'eu-west-1', 10_000],
  ] as const)('of %s in %s, %s is %d', (resource, accountId, region, quota) => {
    const place = { account: { ...account, accountId }, region };
    expect(quotaOf(resource, place, raised)).toBe(quota);
  });
});
