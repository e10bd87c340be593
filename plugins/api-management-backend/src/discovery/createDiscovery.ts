import type { Capability } from '../composition/Capability';
import type { Foundation } from '../composition/Foundation';
import { addDefinitionRoutes } from './definition/definitionRoutes';
import { DefinitionReader } from './definition/DefinitionReader';
import { DefinitionService } from './definition/DefinitionService';
import { openDefinitionThread } from './definition/DefinitionThread';
import { addGatewayApiRoutes } from './gatewayApiRoutes';
import { GatewayApiService } from './GatewayApiService';
import { createImport } from './import/createImport';

/** Imports by a schedule, when asked, and when a driver tells of a change; shows what was imported. */
export function createDiscovery(foundation: Foundation) {
  const { callers, config } = foundation;
  const { regionImporter, apiImporter, wave, start, stop } = createImport({
    ...foundation,
    ...config,
  });
  const gatewayApis = new GatewayApiService({
    ...foundation,
    apiImporter,
    wave,
  });
  const readingThread = openDefinitionThread();
  const reader = new DefinitionReader(
    foundation.gatewayApiStore,
    readingThread,
  );
  const definitions = new DefinitionService({ ...foundation, reader });
  return {
    definitionReader: reader,
    addRoutes(router) {
      addGatewayApiRoutes(router, { callers, gatewayApis });
      addDefinitionRoutes(router, { callers, definitions });
    },
    tasks: [
      {
        id: 'import-gateway-apis',
        ...config.discoverySchedule,
        fn: () => regionImporter.requestSweep(),
      },
      {
        // Every replica takes part: regions are claimed one by one.
        id: 'import-requested-regions',
        scope: 'local',
        frequency: { seconds: 1 },
        timeout: { minutes: 1 },
        fn: () => regionImporter.takeTurn(),
      },
    ],
    start,
    async stop() {
      await stop();
      await readingThread.stop();
    },
  } satisfies Capability & { definitionReader: DefinitionReader };
}
