import { parseEntityRef, type ApiEntity } from '@backstage/catalog-model';
import type {
  GatewayApi,
  GatewayApiChange,
} from '@oaf/backstage-plugin-api-management-common';
import { definitionText } from './definitionText';
import { entityAnnotations } from './entityAnnotations';
import { entityTags } from './entityTags';
import { externalDocsUrl } from './externalDocsUrl';

/** A change that imported or changed a gateway API. @public */
export type GatewayApiUpsert = GatewayApiChange & { gatewayApi: GatewayApi };

/**
 * The catalog entity of an imported gateway API.
 *
 * @public
 */
export function gatewayApiEntity(change: GatewayApiUpsert): ApiEntity {
  const api = change.gatewayApi;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'API',
    metadata: {
      name: change.name,
      namespace: parseEntityRef(api.entityRef).namespace,
      title: api.title,
      ...(api.description && { description: summary(api.description) }),
      annotations: entityAnnotations(api),
      tags: entityTags(api.tags),
      links: links(change),
    },
    spec: {
      type: change.definitionFormat ?? 'openapi',
      lifecycle: api.lifecycle ?? 'production',
      owner: change.owner ?? 'unknown',
      ...(api.system && { system: api.system }),
      definition: definitionText(api, change),
    },
  };
}

function links({ gatewayApi, definition }: GatewayApiUpsert) {
  const docs = definition && externalDocsUrl(definition);
  return [
    ...(gatewayApi.invokeUrl
      ? [{ url: gatewayApi.invokeUrl, title: 'Invoke URL' }]
      : []),
    ...(docs ? [{ url: docs, title: 'Documentation' }] : []),
  ];
}

/** Lists show the description on one line; the rest of a long one is read in the definition. */
function summary(description: string): string {
  const [paragraph] = description.trim().split(/\n\s*\n/);
  return paragraph.replace(/\s+/g, ' ');
}
