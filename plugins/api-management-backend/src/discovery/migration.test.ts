import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import { decompressText } from './snapshot/compressedText';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ disableDocker: true });
const directory = resolvePackagePath(
  '@oaf/backstage-plugin-api-management-backend',
  'migrations',
);
const NAME = '20261123190000_region_imports.js';

describe.each(databases.eachSupportedId())('imported APIs on %s', engine => {
  it('keep their definitions when these move and are compressed, and the schema can go back', async () => {
    const knex = await databases.init(engine);
    const upTo = async (name: string) => {
      for (;;) {
        const [, migrated] = await knex.migrate.up({ directory });
        if (migrated.length === 0 || migrated[0].endsWith(name)) {
          return;
        }
      }
    };
    await upTo('20261123180000_account_linking.js');
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
    await upTo(NAME);
    await expect(knex('gateway_api_definitions')).resolves.toEqual([
      { gateway_api_id: 'a', text: '{}' },
    ]);
    await expect(knex('gateway_apis').first()).resolves.toMatchObject({
      namespace: 'default',
      lifecycle: 'production',
      metadata_hash: '',
    });
    await knex.migrate.latest({ directory });
    const { zstd } = await knex('gateway_api_definitions').first();
    expect(await decompressText(zstd)).toBe('{}');
    await knex.migrate.down({ directory });
    await expect(knex('gateway_api_definitions')).resolves.toEqual([
      { gateway_api_id: 'a', text: '{}' },
    ]);
    await knex.migrate.down({ directory });
    expect(await knex.schema.hasTable('gateway_api_definitions')).toBe(false);
    expect(await knex.schema.hasColumn('gateway_apis', 'definition')).toBe(
      true,
    );
    expect(await knex('gateway_apis')).toEqual([]);
  });
});
