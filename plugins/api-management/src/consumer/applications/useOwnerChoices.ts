import {
  identityApiRef,
  useApi,
  useApiHolder,
} from '@backstage/frontend-plugin-api';
import {
  defaultEntityPresentation,
  entityPresentationApiRef,
} from '@backstage/plugin-catalog-react';
import { useQuery } from '@tanstack/react-query';

export type OwnerChoice = { entityRef: string; title: string };

/** Whom an application of the reader may belong to: the reader (first), or one of the reader's groups. */
export function useOwnerChoices() {
  const identity = useApi(identityApiRef);
  const presentation = useApiHolder().get(entityPresentationApiRef);
  return useQuery({
    queryKey: ['identity', 'owner-choices'],
    queryFn: async (): Promise<OwnerChoice[]> =>
      Promise.all(
        ownerRefs(await identity.getBackstageIdentity()).map(
          async entityRef => {
            const { primaryTitle } =
              (await presentation?.forEntity(entityRef).promise) ??
              defaultEntityPresentation(entityRef);
            return { entityRef, title: primaryTitle };
          },
        ),
      ),
  });
}

function ownerRefs(identity: {
  userEntityRef: string;
  ownershipEntityRefs: string[];
}) {
  const groups = identity.ownershipEntityRefs
    .filter(entityRef => entityRef.startsWith('group:'))
    .sort();
  return [identity.userEntityRef, ...groups];
}
