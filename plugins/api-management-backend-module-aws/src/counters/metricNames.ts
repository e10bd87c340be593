import type { CountedPlace } from '@oaf/backstage-plugin-api-management-node';
import type { ControlPlane, Reading } from '../controlPlane/ControlPlane';
import type { RestApi } from '../discovery/apiGatewayShapes';
import {
  collect,
  readRestApis,
  readRestStages,
  readV2Api,
} from '../discovery/readApis';

/** Under what CloudWatch keeps the calls of a place, or why nobody can tell. */
export type MetricName =
  | { dimensions: Record<string, string> }
  | { why: string };

/**
 * Letters that are not ASCII are left out of the dimension; without any others it is the id.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
 */
function metricNameOf({ id, name = '' }: RestApi): string {
  return name.replace(/[^\x20-\x7e]/g, '') || id;
}

/** REST APIs are told apart by their names alone, which need not differ. */
export async function metricNames(
  plane: ControlPlane,
  reading: Reading,
  places: CountedPlace[],
): Promise<Array<{ place: CountedPlace; name: MetricName }>> {
  const restApis = await collect(readRestApis(plane, reading));
  return Promise.all(
    places.map(async place => {
      const api = restApis.find(({ id }) => id === place.apiId);
      const name = api
        ? await nameOfRestApi(api, place)
        : await nameOfV2Api(plane, reading, place);
      return { place, name };
    }),
  );

  async function nameOfRestApi(
    api: RestApi,
    { stage }: CountedPlace,
  ): Promise<MetricName> {
    const ApiName = metricNameOf(api);
    for (const other of restApis) {
      if (other.id !== api.id && metricNameOf(other) === ApiName) {
        const stages = await readRestStages(plane, reading, other.id);
        if (stages.some(({ stageName }) => stageName === stage)) {
          return {
            why: `CloudWatch counts the calls of the APIs ${api.id} and ${other.id} together, as both are called ${ApiName} and have a stage ${stage}. Rename one of them.`,
          };
        }
      }
    }
    return { dimensions: { ApiName, Stage: stage } };
  }
}

async function nameOfV2Api(
  plane: ControlPlane,
  reading: Reading,
  { apiId, stage }: CountedPlace,
): Promise<MetricName> {
  const api = await readV2Api(plane, reading, apiId);
  if (api?.protocolType === 'HTTP') {
    return { dimensions: { ApiId: apiId, Stage: stage } };
  }
  return {
    why: api
      ? 'Of WebSocket APIs CloudWatch counts connections and messages, and no calls.'
      : `There is no API ${apiId} any more, by whose name CloudWatch could be asked.`,
  };
}
