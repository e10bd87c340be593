import { useProviderPaths } from '../shared/routing';

/** Paths of the provider pages, for components that are only ever drawn within them. */
export function usePaths() {
  const paths = useProviderPaths();
  if (!paths) {
    throw new Error('The provider pages of API management are not mounted');
  }
  return paths;
}
