import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { exampleCall } from '@oaf/backstage-plugin-api-management-node/testUtils';
import { exampleGrant } from '@oaf/access/testUtils';
import {
  createTestDatabases,
  migratedDatabase,
} from '../__testUtils__/testDatabases';
import { ACCESS_LOG, toRow } from '../usage/accessLogRows';
import { migrateDatabase } from './migrateDatabase';

jest.setTimeout(60_000);

const name = '20261128140000_limits_of_applications.js';
const ledger = 'local_gateway_migrations';
const directory = resolvePackagePath(
  '@oaf/backstage-plugin-api-management-backend-module-local',
  'migrations',
);
const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'the access log of before, on %s',
  engine => {
    async function setUp() {
      const knex = await migratedDatabase(databases, engine);
      await knex.migrate.down({ directory, tableName: ledger, name });
      const { application_id, integration_error, ...row } = toRow(
        exampleCall({ requestTime: 1_795_426_392_000 }),
      );
      await knex(ACCESS_LOG).insert({ ...row, ingested_at: 0 });
      const grant = exampleGrant('http://gateway.test');
      await knex('local_gateway_grants').insert({
        client_id: grant.clientId,
        subscription_id: grant.subscriptionId,
        revision: 1,
        document: JSON.stringify(grant),
      });
      return knex;
    }

    it('names the applications of grants that live', async () => {
      const knex = await setUp();
      await migrateDatabase(knex);
      await expect(knex(ACCESS_LOG)).resolves.toMatchObject([
        { application_id: 'application-1', integration_error: null },
      ]);
    });

    it('is changed again after a change that was cut off', async () => {
      const knex = await setUp();
      await migrateDatabase(knex);
      if (engine === 'MYSQL_8') {
        // The other engines take a migration back that was cut off.
        await knex(ledger).where({ name }).delete();
        await knex(ACCESS_LOG).update({ application_id: null });
      }
      await migrateDatabase(knex);
      await expect(knex(ACCESS_LOG)).resolves.toMatchObject([
        { application_id: 'application-1' },
      ]);
    });
  },
);
