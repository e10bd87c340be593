import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useQuery } from '@tanstack/react-query';
import { menuFailureOf } from '../table/MenuFailures';
import { byLabel } from './useOwnGroups';

/** All groups of the catalog that the reader may see, with the failure to read them. */
export function useGroups() {
  const catalog = useApi(catalogApiRef);
  const query = useQuery({
    queryKey: ['catalog', 'groups'],
    queryFn: async () => {
      const { items } = await catalog.getEntities({
        filter: { kind: 'group' },
        fields: [
          'kind',
          'metadata.namespace',
          'metadata.name',
          'metadata.title',
          'spec.profile',
        ],
      });
      return items.map(entity => ({
        id: stringifyEntityRef(entity),
        label: entity.metadata.title ?? entity.metadata.name,
      }));
    },
  });
  return {
    groups: byLabel(query.data ?? []),
    failure: menuFailureOf(query),
  };
}
