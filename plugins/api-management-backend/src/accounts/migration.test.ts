import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ disableDocker: true });
const directory = resolvePackagePath(
  '@oaf/backstage-plugin-api-management-backend',
  'migrations',
);

describe.each(databases.eachSupportedId())('account links on %s', engine => {
  it('keep what was linked before they had trust roles, and can go back', async () => {
    const knex = await databases.init(engine);
    await knex.migrate.up({ directory });
    await knex('account_links').insert({
      id: 'local',
      driver: 'local',
      account_id: 'local',
      partition: 'local',
      alias: 'Embedded',
      state: 'verified',
      version: 1,
      created_at: 1,
      updated_at: 1,
    });
    await knex.migrate.up({ directory });
    await expect(knex('account_links').first()).resolves.toMatchObject({
      active_key: 'local:local',
      external_id: null,
    });
    await knex.migrate.down({ directory });
    const row = await knex('account_links').first();
    expect(row).toMatchObject({ id: 'local' });
    expect(row).not.toHaveProperty('active_key');
    await expect(
      knex('account_links').insert({ ...row, id: 'twice' }),
    ).rejects.toThrow();
  });
});
