import { parseEntityRef } from '@backstage/catalog-model';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';

/** A group to choose; its id is its entity reference. */
export type GroupOption = { id: string; label: string };

/** The groups that the reader belongs to, and the one that is chosen already; undefined while loading. */
export function useOwnGroups(chosen = ''): GroupOption[] | undefined {
  const identity = useApi(identityApiRef);
  const { data } = useQuery({
    queryKey: ['identity'],
    queryFn: () => identity.getBackstageIdentity(),
    staleTime: Infinity,
  });
  return (
    data &&
    [...new Set([chosen, ...data.ownershipEntityRefs])]
      .filter(ref => ref.startsWith('group:'))
      .map(id => ({ id, label: parseEntityRef(id).name }))
      .sort((a, b) => a.label.localeCompare(b.label))
  );
}
