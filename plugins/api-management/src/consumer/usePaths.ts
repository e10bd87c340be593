import { useConsumerPaths } from '../shared/routing';

/** Paths of the consumer pages, for components that are only ever drawn within them. */
export function usePaths() {
  const paths = useConsumerPaths();
  if (!paths) {
    throw new Error('The consumer pages of API management are not mounted');
  }
  return paths;
}
