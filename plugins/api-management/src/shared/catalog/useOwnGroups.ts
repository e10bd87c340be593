import {
  identityApiRef,
  useApi,
  useApiHolder,
} from '@backstage/frontend-plugin-api';
import {
  defaultEntityPresentation,
  entityPresentationApiRef,
} from '@backstage/plugin-catalog-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';

/** A group to choose; its id is its entity reference. */
export type GroupOption = { id: string; label: string };

/** Groups in the order of their titles. */
export const byLabel = (groups: GroupOption[]) =>
  groups.toSorted((a, b) => a.label.localeCompare(b.label));

/** The groups that the reader belongs to, and the one that is chosen already. */
export function useOwnGroups(chosen = '') {
  const identity = useApi(identityApiRef);
  const presentation = useApiHolder().get(entityPresentationApiRef);
  return useQuery({
    select: byLabel,
    queryKey: ['identity', 'own-groups', chosen],
    queryFn: async () => {
      const { ownershipEntityRefs } = await identity.getBackstageIdentity();
      const groups = [...new Set([chosen, ...ownershipEntityRefs])].filter(
        ref => ref.startsWith('group:'),
      );
      return Promise.all(
        groups.map(async id => {
          const { primaryTitle } =
            (await presentation?.forEntity(id).promise) ??
            defaultEntityPresentation(id);
          return { id, label: primaryTitle };
        }),
      );
    },
    staleTime: Infinity,
    // The list stays while the title of another choice is looked up.
    placeholderData: keepPreviousData,
  });
}
