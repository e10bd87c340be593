import { useEntity } from '@backstage/plugin-catalog-react';
import { GATEWAY_API_ID_ANNOTATION } from '@oaf/backstage-plugin-api-management-common';

/** The gateway API that the entity of the page was imported from; undefined for any other entity. */
export function useGatewayApiId(): string | undefined {
  return useEntity().entity.metadata.annotations?.[GATEWAY_API_ID_ANNOTATION];
}
