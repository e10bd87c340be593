import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useQuery } from '@tanstack/react-query';
import type { GroupOption } from './useOwnGroups';

/** All groups of the catalog that the reader may see. */
export function useGroups(): GroupOption[] {
  const catalog = useApi(catalogApiRef);
  const { data = [] } = useQuery({
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
  return data.toSorted((a, b) => a.label.localeCompare(b.label));
}
