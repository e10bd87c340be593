import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { AccountStore } from '../accounts/AccountStore';
import type { GatewayDrivers } from '../accounts/GatewayDrivers';
import { ThreadedDefinitionComparer } from './comparison/DefinitionComparer';
import { DatabaseImportQueue } from './DatabaseImportQueue';
import { ApiImporter } from './import/ApiImporter';
import { ImportWave } from './import/ImportWave';
import { GatewayWatch } from './import/GatewayWatch';
import type { ImportTools } from './import/RegionImport';
import { RegionImporter } from './import/RegionImporter';
import { SnapshotWriter } from './import/SnapshotWriter';
import { createEntityRules } from './rules/createEntityRules';
import type { EntityRuleTexts } from './rules/createEntityRules';
import { DatabaseSnapshotStore } from './snapshot/DatabaseSnapshotStore';

export type Discovery = ReturnType<typeof createDiscovery>;

/** Puts importing together. */
export function createDiscovery(options: {
  knex: Knex;
  accounts: AccountStore;
  drivers: GatewayDrivers;
  logger: LoggerService;
  defaultOwner: string;
  entityRules: EntityRuleTexts;
}) {
  const { knex, defaultOwner, entityRules, logger } = options;
  const queue = new DatabaseImportQueue(knex);
  const snapshot = new DatabaseSnapshotStore(knex);
  const comparer = new ThreadedDefinitionComparer();
  const tools: ImportTools = {
    snapshot,
    writer: new SnapshotWriter(snapshot),
    rules: createEntityRules({ rules: entityRules, defaultOwner, logger }),
    comparer,
    wave: new ImportWave(),
    logger,
  };
  const regionImporter = new RegionImporter({ ...options, queue, tools });
  const apiImporter = new ApiImporter({ ...options, tools });
  const watch = new GatewayWatch({
    ...options,
    queue,
    importer: apiImporter,
  });
  return {
    regionImporter,
    apiImporter,
    wave: tools.wave,
    watch,
    async stop() {
      await regionImporter.stop();
      await comparer.stop();
    },
  };
}
