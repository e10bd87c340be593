import type { Capability } from '../composition/Capability';
import type { Foundation } from '../composition/Foundation';
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
  return {
    addRoutes: router => addGatewayApiRoutes(router, { callers, gatewayApis }),
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
    stop,
  } satisfies Capability;
}
