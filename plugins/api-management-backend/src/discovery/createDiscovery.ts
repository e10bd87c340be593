import type { LoggerService } from '@backstage/backend-plugin-api';
import type { AccountStore } from '../accounts/AccountStore';
import type { GatewayDrivers } from '../accounts/GatewayDrivers';
import { ThreadedDefinitionComparer } from './comparison/DefinitionComparer';
import { ApiImporter } from './import/ApiImporter';
import { ImportWave } from './import/ImportWave';
import { GatewayWatch } from './import/GatewayWatch';
import type { ImportTools } from './import/RegionImport';
import { RegionImporter } from './import/RegionImporter';
import { SnapshotWriter } from './import/SnapshotWriter';
import { createEntityRules } from './rules/createEntityRules';
import type { EntityRuleTexts } from './rules/createEntityRules';
import type { ImportQueue } from './RegionStore';
import type { SnapshotStore } from './snapshot/SnapshotStore';

export type Discovery = ReturnType<typeof createDiscovery>;

/** Puts importing together. */
export function createDiscovery(options: {
  queue: ImportQueue;
  snapshot: SnapshotStore;
  accounts: AccountStore;
  drivers: GatewayDrivers;
  logger: LoggerService;
  defaultOwner: string;
  entityRules: EntityRuleTexts;
}) {
  const { snapshot, defaultOwner, entityRules, logger } = options;
  const comparer = new ThreadedDefinitionComparer();
  const tools: ImportTools = {
    snapshot,
    writer: new SnapshotWriter(snapshot),
    rules: createEntityRules({ rules: entityRules, defaultOwner, logger }),
    comparer,
    wave: new ImportWave(),
    logger,
  };
  const regionImporter = new RegionImporter({ ...options, tools });
  const apiImporter = new ApiImporter({ ...options, tools });
  const watch = new GatewayWatch({
    ...options,
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
