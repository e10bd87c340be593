import { TestDatabases } from '@backstage/backend-test-utils';
import { driftWorld } from '../__testUtils__/driftWorld';
import { migrated } from '../__testUtils__/migrated';
import { accountsProduct, freePlan } from '../__testUtils__/portal/story';

jest.setTimeout(240_000);

const databases = TestDatabases.create({ disableDocker: true });

/** From the API into the tables, and from there to the gateway. */
describe.each(databases.eachSupportedId())(
  'the terms of plans on %s',
  engine => {
    it.each([
      ['a hard quota and short-lived keys', true, 30],
      ['a quota that is not hard, and keys as ever', undefined, undefined],
    ])('come to gateways as they were given: %s', async (_, hard, days) => {
      const world = await driftWorld(await migrated(databases, engine));
      const limits = {
        rate: 5,
        burst: 10,
        quota: { limit: 1_000, period: 'week', ...(hard && { hard }) },
      };
      try {
        const { product, subscription } = await world.subscribed({
          ...accountsProduct,
          plans: [{ ...freePlan, limits, maxCredentialDays: days }],
        });
        expect(product.plans[0]).toMatchObject({ limits });
        expect(product.plans[0].limits.quota.hard).toBe(hard);
        const grant = world.gateway.grant(subscription.id)!;
        expect(grant.limits).toEqual(limits);
        expect(grant.clientKeyLifetime).toBe(days && days * 86_400_000);
      } finally {
        await world.close();
      }
    });
  },
);
