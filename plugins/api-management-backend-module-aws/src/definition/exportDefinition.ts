import type {
  ApiDefinition,
  DiscoveredApi,
} from '@oaf/backstage-plugin-api-management-node';
import { faultBehind } from '../controlPlane/AwsFault';
import type { ControlPlane, Reading } from '../controlPlane/ControlPlane';
import {
  collect,
  ifFound,
  readModels,
  readRoutes,
  readV2Api,
} from '../discovery/readApis';
import { metadataOnly, serverOf } from './metadataOnly';
import { toAsyncApi } from './toAsyncApi';

const WEBSOCKET_NOTE =
  'Made from the routes and models of the WebSocket API. API Gateway does not know which messages the API sends, so they are missing.';

function exportPath({ protocol, apiId, stage }: DiscoveredApi) {
  const id = encodeURIComponent(apiId);
  // Without `extensions` the export holds no integration, hence no backend address.
  return protocol === 'REST'
    ? {
        path: `/restapis/${id}/stages/${encodeURIComponent(
          stage,
        )}/exports/oas30`,
      }
    : {
        path: `/v2/apis/${id}/exports/OAS30`,
        query: {
          outputType: 'JSON',
          includeExtensions: 'false',
          stageName: stage,
        },
      };
}

function isTooLarge(error: unknown): boolean {
  const cause = (error as Error).cause as { code?: string } | undefined;
  return cause?.code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE';
}

function noteFor(error: unknown): string | undefined {
  if (error instanceof SyntaxError) {
    return `What API Gateway exported is no OpenAPI document, so the API's operations are missing here: ${error.message}. Deploy the stage again; if it stays so, tell AWS Support.`;
  }
  const fault = faultBehind(error);
  if (fault?.code === 'BadRequestException') {
    return `API Gateway cannot export this API, so its operations are missing here. It says: ${fault.message}`;
  }
  return isTooLarge(error)
    ? 'The definition is larger than 16 MiB, so its operations are missing here.'
    : undefined;
}

async function exportOpenApi(
  plane: ControlPlane,
  reading: Reading,
  api: DiscoveredApi,
): Promise<ApiDefinition> {
  const { path, query } = exportPath(api);
  try {
    const text = await plane.get(reading, path, query, {
      server: serverOf(api),
    });
    return { format: 'openapi', text };
  } catch (error) {
    const note = noteFor(error);
    if (note) {
      return metadataOnly(api, note);
    }
    throw error;
  }
}

async function describeWebSocket(
  plane: ControlPlane,
  reading: Reading,
  api: DiscoveredApi,
): Promise<ApiDefinition | undefined> {
  const found = await readV2Api(plane, reading, api.apiId);
  return (
    found && {
      format: 'asyncapi',
      text: toAsyncApi(api, {
        routes: await collect(readRoutes(plane, reading, api.apiId)),
        models: await collect(readModels(plane, reading, api.apiId)),
        selection: found.routeSelectionExpression,
      }),
      note: WEBSOCKET_NOTE,
    }
  );
}

/**
 * @returns undefined when the API was deleted meanwhile; a definition of the metadata alone when it cannot be exported
 * @throws GatewayError
 */
export function exportDefinition(
  plane: ControlPlane,
  reading: Reading,
  api: DiscoveredApi,
): Promise<ApiDefinition | undefined> {
  return ifFound(
    api.protocol === 'WEBSOCKET'
      ? describeWebSocket(plane, reading, api)
      : exportOpenApi(plane, reading, api),
  );
}
