import { randomBytes } from 'node:crypto';
import knexFactory from 'knex';
import type { Knex } from 'knex';
import { FakeGateway } from '../FakeGateway';
import { startPlugin } from '../startPlugin';

/** Two replicas of the plugin over one database and one gateway. SQLite has one connection, which they share. */
export async function startReplicas(knex: Knex) {
  const another =
    knex.client.dialect === 'sqlite3' ? knex : knexFactory(knex.client.config);
  const gateway = new FakeGateway();
  const secrets = { key: randomBytes(32).toString('base64') };
  const replicas = await Promise.all(
    [knex, another].map(one => startPlugin(one, { gateway, secrets })),
  );
  return {
    gateway,
    servers: replicas.map(({ server }) => server),
    errors: () => replicas.flatMap(({ log }) => log.errors),
    async stop() {
      await Promise.all(replicas.map(({ stop }) => stop()));
      if (another !== knex) {
        await another.destroy();
      }
    },
  };
}
