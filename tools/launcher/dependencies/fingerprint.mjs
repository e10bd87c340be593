import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folders of the workspace's packages. */
export function packagesOf(root) {
  const { workspaces } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  const folders = workspaces.map(pattern => pattern.replace(/\/\*$/, ''));
  return folders.flatMap(folder =>
    readdirSync(join(root, folder))
      .sort()
      .map(name => join(folder, name)),
  );
}

/** The files that decide what is installed: lock file, Yarn's settings, and every package.json of the workspace. */
export function inputsOf(root) {
  const packages = packagesOf(root).map(folder => join(folder, 'package.json'));
  return ['yarn.lock', '.yarnrc.yml', 'package.json', ...packages].filter(
    path => existsSync(join(root, path)),
  );
}

/** Changes when one of the inputs changes. */
export function fingerprint(root) {
  const hash = createHash('sha256');
  for (const path of inputsOf(root)) {
    hash.update(`${path}\0`).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}
