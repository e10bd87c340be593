import { TestDatabases } from '@backstage/backend-test-utils';
import { migrateDown, migrateUpTo } from '../__testUtils__/migrateUpTo';
import { decompressText } from './snapshot/compressedText';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ disableDocker: true });
const NAME = '20261123190000_region_imports.js';

describe.each(databases.eachSupportedId())('imported APIs on %s', engine => {
  it('keep their definitions when these move and are compressed, and the schema can go back', async () => {
    const knex = await databases.init(engine);
    await migrateUpTo(knex, '20261123180000_account_linking.js');
    await knex('gateway_apis').insert({
      id: 'a',
      account_link_id: 'local',
      account_id: 'local',
      region: 'here',
      api_id: 'claims',
      stage: 'live',
      name: 'claims-1',
      title: 'Claims',
      protocol: 'REST',
      invoke_url: 'https://gateway.example.com',
      tags: '{}',
      owner: 'group:default/team-a',
      fingerprint: '1',
      content_hash: 'x',
      definition_format: 'openapi',
      definition: '{}',
      imported_at: 1,
      changed_at: 1,
      change_number: 1,
    });
    await migrateUpTo(knex, NAME);
    await expect(knex('gateway_api_definitions')).resolves.toEqual([
      { gateway_api_id: 'a', text: '{}' },
    ]);
    await expect(knex('gateway_apis').first()).resolves.toMatchObject({
      namespace: 'default',
      lifecycle: 'production',
      metadata_hash: '',
    });
    await migrateUpTo(knex, '20261123200000_compressed_definitions.js');
    const { zstd } = await knex('gateway_api_definitions').first();
    expect(await decompressText(zstd)).toBe('{}');
    await migrateDown(knex);
    await expect(knex('gateway_api_definitions')).resolves.toEqual([
      { gateway_api_id: 'a', text: '{}' },
    ]);
    await migrateDown(knex);
    expect(await knex.schema.hasTable('gateway_api_definitions')).toBe(false);
    expect(await knex.schema.hasColumn('gateway_apis', 'definition')).toBe(
      true,
    );
    expect(await knex('gateway_apis')).toEqual([]);
  });
});
