import type { Grant } from '@oaf/contract';
import type { Allowed } from '../authorizer/Authorization';
import { describeOnAws } from '../aws/__testUtils__/testAws';
import { DynamoDbQuotas } from '../aws/DynamoDbQuotas';
import { describeHardQuota, exampleGrant, InMemoryQuotas } from '../testUtils';
import type { Quotas } from '../ports';
import { withinQuota } from './withinQuota';

const allowedOf = (grant: Grant): Allowed => ({
  allow: true,
  grant,
  clientId: grant.clientId,
  tokenId: 'token-1',
  apiKeyCredentialId: 'key-1',
  plan: { id: grant.planId, limits: grant.limits },
  scope: 'accounts:read',
  rules: [],
  binding: 'dpop',
  expiresAt: 0,
  apiKey: 'oaf_key_example',
});

const takeBy = (quotas: Quotas) => async (grant: Grant, at: number) => {
  const options = { quotas, cacheSeconds: 0, clock: () => at };
  return (await withinQuota(allowedOf(grant), options)).allow;
};

describe('withinQuota', () => {
  const hard = exampleGrant('https://door.example.com', {
    limits: {
      rate: 1,
      burst: 1,
      quota: { limit: 1, period: 'month', hard: true },
    },
  });

  describe('in memory', () => {
    describeHardQuota(async () => takeBy(new InMemoryQuotas()));
  });
  // moto serves requests in threads and does not isolate their writes from each other.
  describeOnAws(['ministack'], aws => {
    describeHardQuota(async () =>
      takeBy(new DynamoDbQuotas(await aws().createTable())),
    );

    it('leaves a row that DynamoDB deletes a minute after the period', async () => {
      const table = await aws().createTable();
      const take = takeBy(new DynamoDbQuotas(table));
      await take(hard, Date.parse('2026-11-29T12:00:00Z'));
      const { Items } = await table.call<{ Items: object[] }>('Scan', {
        TableName: table.name,
      });
      const expires = Date.parse('2026-12-01T00:01:00Z') / 1000;
      expect(Items).toMatchObject([
        { count: { N: '1' }, expires: { N: String(expires) } },
      ]);
    });
  });

  const untouched: Quotas = {
    take: async () => {
      throw new Error('The table is out of reach');
    },
  };

  it('says which plan is used up, and when it begins anew', async () => {
    const quotas = new InMemoryQuotas();
    const options = {
      quotas,
      cacheSeconds: 0,
      clock: () => Date.parse('2026-11-29T12:00:00Z'),
    };
    const call = allowedOf(hard);
    await withinQuota(call, options);
    await expect(withinQuota(call, options)).resolves.toMatchObject({
      allow: false,
      status: 429,
      error: 'quota_exceeded',
      description:
        'The plan allows 1 calls per month and all are used. The next month starts at 2026-12-01T00:00:00.000Z.',
      grant: { planId: hard.planId },
    });
  });

  it('lets nobody pass whose call cannot be counted', async () => {
    await expect(
      withinQuota(allowedOf(hard), { quotas: untouched, cacheSeconds: 0 }),
    ).rejects.toThrow('out of reach');
  });

  it('lets nobody pass when API Gateway would remember the judgement', async () => {
    const quotas = new InMemoryQuotas();
    await expect(
      withinQuota(allowedOf(hard), { quotas, cacheSeconds: 60 }),
    ).rejects.toThrow('OAF_AUTHORIZER_TTL must be 0');
  });

  it.each([
    ['without a quota', null],
    ['whose quota the usage plan counts', { limit: 1, period: 'day' as const }],
  ])('counts nothing of a plan %s', async (_, quota) => {
    const call = allowedOf({ ...hard, limits: { rate: 1, burst: 1, quota } });
    await expect(
      withinQuota(call, { quotas: untouched, cacheSeconds: 60 }),
    ).resolves.toBe(call);
  });
});
