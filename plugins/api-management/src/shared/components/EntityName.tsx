import { EntityRefLink } from '@backstage/plugin-catalog-react';

/** A catalog entity by its title, linked to its page. */
export const EntityName = ({ entityRef }: { entityRef: string }) => (
  <EntityRefLink entityRef={entityRef} hideIcon />
);
