import { TestDatabases } from '@backstage/backend-test-utils';
import { migrateUpTo } from '../__testUtils__/migrateUpTo';
import { seedSubscription } from '../__testUtils__/seedSubscription';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ disableDocker: true });
const price = { currency: 'EUR', components: [] };

describe.each(databases.eachSupportedId())('grants on %s', engine => {
  it('that were applied before holders were kept are held by the accounts that serve the product', async () => {
    const knex = await databases.init(engine);
    await migrateUpTo(knex, '20261123200000_compressed_definitions.js');
    const live = await seedSubscription(knex, { price, activeAt: 1 });
    const ended = await seedSubscription(knex, {
      price,
      activeAt: 1,
      endedAt: 2,
    });
    for (const { id, productId } of [live, ended]) {
      await knex('grants').insert({
        subscription_id: id,
        desired_revision: 1,
        applied_revision: 1,
        attempts: 0,
        next_attempt_at: 0,
        leased_until: 0,
      });
      await knex('api_product_gateway_apis').insert({
        product_id: productId,
        gateway_api_id: 'claims',
        position: 0,
      });
    }
    await knex('gateway_apis').insert({
      id: 'claims',
      account_link_id: 'north',
      account_id: 'north',
      region: 'here',
      api_id: 'claims',
      stage: 'live',
      name: 'claims-1',
      title: 'Claims',
      namespace: 'default',
      lifecycle: 'production',
      metadata_hash: '',
      protocol: 'REST',
      invoke_url: 'https://gateway.example.com',
      tags: '{}',
      owner: 'group:default/team-a',
      fingerprint: '1',
      definition_format: 'openapi',
      imported_at: 1,
      changed_at: 1,
      change_number: 1,
    });
    await migrateUpTo(knex, '20261128160000_grant_holders.js');
    await expect(knex('grant_holders')).resolves.toEqual([
      { subscription_id: live.id, account_link_id: 'north' },
    ]);
  });
});
