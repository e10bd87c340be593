import type { AuthService } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { GATEWAY_API_ID_ANNOTATION } from '@oaf/backstage-plugin-api-management-common';

const PAGE = 500;

/**
 * Reads the references of all entities in the catalog that were made of gateway APIs.
 *
 * @public
 */
export type OwnEntityReader = () => Promise<string[]>;

/**
 * Reads from the catalog, as the catalog plugin itself.
 *
 * @public
 */
export function createOwnEntityReader(options: {
  auth: AuthService;
  catalog: CatalogService;
}): OwnEntityReader {
  const { auth, catalog } = options;
  return async () => {
    const credentials = await auth.getOwnServiceCredentials();
    const pages = catalog.streamEntities(
      {
        filter: {
          kind: 'api',
          [`metadata.annotations.${GATEWAY_API_ID_ANNOTATION}`]:
            CATALOG_FILTER_EXISTS,
        },
        fields: ['kind', 'metadata.namespace', 'metadata.name'],
        pageSize: PAGE,
      },
      { credentials },
    );
    const refs: string[] = [];
    for await (const entities of pages) {
      refs.push(...entities.map(entity => stringifyEntityRef(entity)));
    }
    return refs;
  };
}
