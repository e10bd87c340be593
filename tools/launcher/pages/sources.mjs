import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packagesOf } from '../dependencies/fingerprint.mjs';

const ROLES = /^(frontend|web-library$|common-library$)/;

/** Changes when anything changes of which the pages are made: their packages, and what is installed. */
export function fingerprintOfPages(root) {
  const hash = createHash('sha256');
  for (const path of sourcesOf(root)) {
    hash.update(`${path}\0`).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}

function sourcesOf(root) {
  const pages = packagesOf(root).filter(folder =>
    ROLES.test(roleOf(root, folder)),
  );
  const files = pages.flatMap(folder => [
    join(folder, 'package.json'),
    ...['src', 'public'].flatMap(part => filesIn(root, join(folder, part))),
  ]);
  return ['yarn.lock', ...files].filter(path => existsSync(join(root, path)));
}

function roleOf(root, folder) {
  const path = join(root, folder, 'package.json');
  return existsSync(path)
    ? JSON.parse(readFileSync(path, 'utf8')).backstage?.role ?? ''
    : '';
}

function filesIn(root, folder) {
  if (!existsSync(join(root, folder))) {
    return [];
  }
  return readdirSync(join(root, folder), {
    recursive: true,
    withFileTypes: true,
  })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}
