import { TestDatabases } from '@backstage/backend-test-utils';
import { asUser } from './__testUtils__/asUser';
import { startReplicas } from './__testUtils__/race/startReplicas';
import { startPlugin } from './__testUtils__/startPlugin';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ disableDocker: true });

describe.each(databases.eachSupportedId())('a start on %s', engine => {
  it('waits for another one on the same empty database', async () => {
    const knex = await databases.init(engine);
    const replicas = await startReplicas(knex);
    for (const server of replicas.servers) {
      const { status, body } = await asUser(server).get('/account-links');
      expect(status).toBe(200);
      expect(body.items).toHaveLength(1);
    }
    expect(await knex('knex_migrations_lock').pluck('is_locked')).toEqual([0]);
    expect(replicas.errors()).toEqual([]);
    await replicas.stop();
  });

  it.each([
    ['a lock that a killed one left', [1]],
    ['two locks, as two starts left them once', [0, 0]],
  ])('takes off %s', async (_what, locks) => {
    const knex = await databases.init(engine);
    const { stop } = await startPlugin(knex);
    await stop();
    await knex('knex_migrations_lock').delete();
    await knex('knex_migrations_lock').insert(
      locks.map(locked => ({ is_locked: locked })),
    );
    const [{ id }] = await knex('knex_migrations').orderBy('id', 'desc');
    await knex('knex_migrations').where({ id }).delete();
    const second = await startPlugin(knex);
    const { status } = await asUser(second.server).get('/account-links');
    expect(status).toBe(200);
    expect(await knex('knex_migrations_lock').pluck('is_locked')).toEqual([0]);
    await second.stop();
  });

  it('refuses tables that a newer version has changed, and says what to do', async () => {
    const knex = await databases.init(engine);
    const { stop } = await startPlugin(knex);
    await stop();
    await knex('knex_migrations').insert({
      name: '29990101000000_of_a_newer_version.js',
      batch: 99,
      migration_time: new Date(),
    });
    await expect(startPlugin(knex)).rejects.toThrow(
      /tables of @oaf\/backstage-plugin-api-management-backend were changed by a newer version \(29990101000000_of_a_newer_version\.js\)\. Start that version or a newer one; .* restore the backup/,
    );
  });
});
