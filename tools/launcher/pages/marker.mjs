import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// Inside node_modules, because it says what was built with these.
const pathOf = root => join(root, 'node_modules/.launcher-pages.json');

/** What the built pages were made of; `undefined` when there are none of the launcher's. */
export function readBuilt(root) {
  const exists =
    existsSync(pathOf(root)) && existsSync(join(root, 'packages/app/dist'));
  return exists
    ? JSON.parse(readFileSync(pathOf(root), 'utf8')).fingerprint
    : undefined;
}

/** Remembers of what the pages were built. */
export function markBuilt(root, fingerprint) {
  writeFileSync(pathOf(root), JSON.stringify({ fingerprint }));
}

/** Has the next start build the pages anew. */
export function forgetPages(root) {
  rmSync(pathOf(root), { force: true });
}
