import { mockServices } from '@backstage/backend-test-utils';
import { metrics } from '@opentelemetry/api';
import type { Knex } from 'knex';
import { DatabaseAccountStore } from '../accounts/DatabaseAccountStore';
import { GatewayDrivers } from '../accounts/GatewayDrivers';
import { createImport } from '../discovery/import/createImport';
import { DefinitionReader } from '../discovery/definition/DefinitionReader';
import { openDefinitionThread } from '../discovery/definition/DefinitionThread';
import { DatabaseGatewayApiStore } from '../discovery/DatabaseGatewayApiStore';
import { DatabaseImportQueue } from '../discovery/DatabaseImportQueue';
import { DatabaseRegionStore } from '../discovery/DatabaseRegionStore';
import type { EntityRuleTexts } from '../discovery/rules/createEntityRules';
import { DatabaseSnapshotStore } from '../discovery/snapshot/DatabaseSnapshotStore';
import { eventually } from './eventually';
import type { ScriptedGateway } from './ScriptedGateway';

/** One replica that imports from a scripted gateway, and what it shows. */
export async function importWorld(
  knex: Knex,
  gateway: ScriptedGateway,
  entityRules: EntityRuleTexts = {},
) {
  const logger = mockServices.logger.mock();
  const drivers = new GatewayDrivers();
  drivers.add(gateway);
  const regions = new DatabaseRegionStore(knex);
  const accounts = new DatabaseAccountStore(knex, regions);
  const apis = new DatabaseGatewayApiStore(knex);
  const discovery = createImport({
    importQueue: new DatabaseImportQueue(knex),
    snapshotStore: new DatabaseSnapshotStore(knex),
    accountStore: accounts,
    drivers,
    metrics: metrics.getMeter('test'),
    logger,
    defaultOwner: 'group:default/unowned',
    entityRules,
  });
  const readingThread = openDefinitionThread();
  const definitions = new DefinitionReader(apis, readingThread);
  for (const account of gateway.builtInAccounts()) {
    await accounts.ensureLinked(account);
  }
  const statuses = async () => {
    const linked = await accounts.listLinked();
    return linked.flatMap(account => account.regionStatuses);
  };
  const settled = () =>
    eventually(async () => (await statuses()).every(({ import: i }) => !i));
  return {
    accounts,
    apis,
    definitions,
    discovery,
    logger,
    regions,
    statuses,
    settled,
    /** A whole sweep. */
    async sweep() {
      await discovery.regionImporter.requestSweep();
      await settled();
    },
    async list() {
      const { items } = await apis.list({}, { limit: 100 });
      return items;
    },
  };
}

export type ImportWorld = Awaited<ReturnType<typeof importWorld>>;
