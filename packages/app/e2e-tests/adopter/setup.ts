import { emptyShelf } from './createBackstage';
import { packPackages } from './packPackages';
import { serveRegistry } from './serveRegistry';

/** Packs and serves the packages for as long as the tests run. */
export default async function setup() {
  const registry = await serveRegistry(packPackages());
  process.env.OAF_ADOPTER_REGISTRY = registry.url;
  return () => {
    registry.close();
    emptyShelf();
  };
}
