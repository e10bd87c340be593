import { ButtonLink } from '@backstage/ui';
import { usePaths } from './usePaths';

/** The way out of an empty page. */
export const DiscoverLink = () => (
  <ButtonLink variant="secondary" href={usePaths().discover}>
    Discover APIs
  </ButtonLink>
);
