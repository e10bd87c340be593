import type { LoggerService } from '@backstage/backend-plugin-api';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { AccountStore } from '../../accounts/AccountStore';
import type { GatewayDrivers } from '../../accounts/GatewayDrivers';
import { ThreadedDefinitionComparer } from '../comparison/DefinitionComparer';
import { openDefinitionThread } from '../definition/DefinitionThread';
import { ApiImporter } from './ApiImporter';
import { createImportMetrics } from './createImportMetrics';
import { ImportWave } from './ImportWave';
import { GatewayWatch } from './GatewayWatch';
import type { ImportTools } from './RegionImport';
import { RegionImporter } from './RegionImporter';
import { SnapshotWriter } from './SnapshotWriter';
import { createEntityRules } from '../rules/createEntityRules';
import type { EntityRuleTexts } from '../rules/createEntityRules';
import type { ImportQueue } from '../RegionStore';
import type { SnapshotStore } from '../snapshot/SnapshotStore';

/** Puts importing together. */
export function createImport(options: {
  importQueue: ImportQueue;
  snapshotStore: SnapshotStore;
  accountStore: AccountStore;
  drivers: GatewayDrivers;
  metrics: MetricsService;
  logger: LoggerService;
  defaultOwner: string;
  entityRules: EntityRuleTexts;
}) {
  const { snapshotStore, defaultOwner, entityRules, logger } = options;
  const thread = openDefinitionThread();
  const tools: ImportTools = {
    snapshotStore,
    writer: new SnapshotWriter(snapshotStore),
    rules: createEntityRules({ rules: entityRules, defaultOwner, logger }),
    comparer: new ThreadedDefinitionComparer(thread),
    thread,
    wave: new ImportWave(),
    logger,
  };
  const regionImporter = new RegionImporter({
    ...options,
    tools,
    countImport: createImportMetrics(options.metrics),
  });
  const apiImporter = new ApiImporter({ ...options, tools });
  const watch = new GatewayWatch({
    ...options,
    importer: apiImporter,
  });
  const watching = new AbortController();
  let watched: Promise<void> | undefined;
  return {
    regionImporter,
    apiImporter,
    wave: tools.wave,
    watch,
    async start() {
      watched = watch.run(watching.signal);
    },
    async stop() {
      watching.abort();
      await watched;
      await regionImporter.stop();
      await thread.stop();
    },
  };
}
