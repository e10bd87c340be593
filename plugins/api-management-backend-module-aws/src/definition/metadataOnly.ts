import type {
  ApiDefinition,
  DiscoveredApi,
} from '@oaf/backstage-plugin-api-management-node';

export function infoOf({ title, apiVersion, description }: DiscoveredApi) {
  return { title, version: apiVersion ?? '1', description };
}

/** What is known of an API that cannot be exported. */
export function metadataOnly(api: DiscoveredApi, note: string): ApiDefinition {
  const document = {
    openapi: '3.0.1',
    info: infoOf(api),
    servers: [{ url: api.invokeUrl }],
    paths: {},
  };
  return { format: 'openapi', text: JSON.stringify(document), note };
}
