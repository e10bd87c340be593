import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  ANNOTATION_VIEW_URL,
  type ApiEntity,
} from '@backstage/catalog-model';
import {
  ACCOUNT_LINK_ID_ANNOTATION,
  GATEWAY_API_ID_ANNOTATION,
  type GatewayApi,
  type GatewayApiChange,
} from '@oaf/backstage-plugin-api-management-common';
import { definitionText } from './definitionText';
import { entityTags } from './entityTags';

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
      title: api.title,
      ...(api.description && { description: summary(api.description) }),
      annotations: annotations(api),
      tags: entityTags(api.tags),
      links: [{ url: api.invokeUrl, title: 'Invoke URL' }],
    },
    spec: {
      type: change.definitionFormat ?? 'openapi',
      lifecycle: api.tags.lifecycle || 'production',
      owner: change.owner ?? 'unknown',
      definition: definitionText(api, change),
    },
  };
}

function annotations(api: GatewayApi): Record<string, string> {
  const location = `api-management:${api.accountId}/${api.region}/${api.apiId}/${api.stage}`;
  return {
    [ANNOTATION_LOCATION]: location,
    [ANNOTATION_ORIGIN_LOCATION]: location,
    ...(api.consoleUrl && { [ANNOTATION_VIEW_URL]: api.consoleUrl }),
    [GATEWAY_API_ID_ANNOTATION]: api.id,
    [ACCOUNT_LINK_ID_ANNOTATION]: api.accountLinkId,
  };
}

/** Lists show the description on one line; the rest of a long one is read in the definition. */
function summary(description: string): string {
  const [paragraph] = description.trim().split(/\n\s*\n/);
  return paragraph.replace(/\s+/g, ' ');
}
