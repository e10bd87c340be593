import type {
  ApiDefinition,
  DiscoveredApi,
} from '@oaf/backstage-plugin-api-management-node';
import type { PublicServer } from '@oaf/backstage-plugin-api-management-node/definition';

export function infoOf({ title, apiVersion, description }: DiscoveredApi) {
  return { title, version: apiVersion ?? '1', description };
}

/** Where consumers call an API; undefined when they cannot. */
export function serverOf({
  invokeUrl,
  endpointNote,
}: DiscoveredApi): PublicServer | undefined {
  return invokeUrl === undefined
    ? undefined
    : {
        url: invokeUrl,
        ...(endpointNote && { description: endpointNote }),
      };
}

/** What is known of an API that cannot be exported. */
export function metadataOnly(api: DiscoveredApi, note: string): ApiDefinition {
  const server = serverOf(api);
  const document = {
    openapi: '3.0.1',
    info: infoOf(api),
    servers: server ? [server] : [],
    paths: {},
  };
  return { format: 'openapi', text: JSON.stringify(document), note };
}
