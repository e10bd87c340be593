import type { DiscoveredApi } from '@oaf/backstage-plugin-api-management-node';
import type { ControlPlane, Reading } from '../controlPlane/ControlPlane';
import type { RestApi, V2Api } from './apiGatewayShapes';
import { describeRestStage, describeV2Stage } from './describeStage';
import type { Endpoints } from './Endpoints';
import { mapInOrder } from './mapInOrder';
import {
  readRestApi,
  readRestApis,
  readRestStages,
  readV2Api,
  readV2Apis,
  readV2Stages,
} from './readApis';

/** Enough to use up 10 requests a second at 0.5 s each; the budget keeps the pace. */
const IN_FLIGHT = 6;

async function describeRestApi(
  plane: ControlPlane,
  reading: Reading,
  api: RestApi,
  endpoints: Endpoints,
) {
  const stages = await readRestStages(plane, reading, api.id);
  return stages.map(stage => describeRestStage(reading, api, stage, endpoints));
}

async function describeV2Api(
  plane: ControlPlane,
  reading: Reading,
  api: V2Api,
  endpoints: Endpoints,
) {
  const stages = await readV2Stages(plane, reading, api.apiId);
  return stages.map(stage => describeV2Stage(reading, api, stage, endpoints));
}

/**
 * All API stages of the region.
 *
 * @throws GatewayError
 */
export async function* discoverApis(
  plane: ControlPlane,
  reading: Reading,
  endpoints: Endpoints,
): AsyncIterable<DiscoveredApi> {
  const restApis = readRestApis(plane, reading);
  for await (const stages of mapInOrder(restApis, IN_FLIGHT, api =>
    describeRestApi(plane, reading, api, endpoints),
  )) {
    yield* stages;
  }
  const v2Apis = readV2Apis(plane, reading);
  for await (const stages of mapInOrder(v2Apis, IN_FLIGHT, api =>
    describeV2Api(plane, reading, api, endpoints),
  )) {
    yield* stages;
  }
}

/**
 * The stages of one API; none when there is no such API. Its id does not tell its kind.
 *
 * @throws GatewayError
 */
export async function discoverApi(
  plane: ControlPlane,
  reading: Reading,
  options: { apiId: string; readEndpoints: () => Promise<Endpoints> },
): Promise<DiscoveredApi[]> {
  const { apiId, readEndpoints } = options;
  const restApi = await readRestApi(plane, reading, apiId);
  if (restApi) {
    const endpoints = await readEndpoints();
    return describeRestApi(plane, reading, restApi, endpoints);
  }
  const v2Api = await readV2Api(plane, reading, apiId);
  return v2Api
    ? describeV2Api(plane, reading, v2Api, await readEndpoints())
    : [];
}
