import {
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fingerprint, inputsOf } from './fingerprint.mjs';

// Inside node_modules, so that it goes when they go.
const pathOf = root => join(root, 'node_modules/.launcher.json');

/** Whether node_modules is what the lock file and the package.json files ask for. */
export function isInstalled(root) {
  const marker = readMarker(root);
  return marker
    ? marker.fingerprint === fingerprint(root)
    : isInstalledByHand(root);
}

/** Remembers that an installation has begun; one that fails leaves it so. */
export function markBegun(root) {
  mkdirSync(dirname(pathOf(root)), { recursive: true });
  writeFileSync(pathOf(root), '{}');
}

/** Remembers that node_modules is complete. */
export function markComplete(root) {
  writeFileSync(
    pathOf(root),
    JSON.stringify({ fingerprint: fingerprint(root) }),
  );
}

function readMarker(root) {
  const path = pathOf(root);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

// When Yarn's state is newer than everything it was made from, somebody ran Yarn before the launcher ever did.
function isInstalledByHand(root) {
  const modified = path =>
    statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const installed = modified('node_modules/.yarn-state.yml');
  return inputsOf(root).every(path => modified(path) < installed);
}
