import { createHash } from 'node:crypto';
import {
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/**
 * Drops the results that Stryker would take over from its last run, when what they may depend on is not what it was:
 * Stryker itself compares mutated files and tests only.
 *
 * @param {string} root of the repository
 * @param {import('./folders.mjs').MutatedFolder} folder
 * @param {string} incremental file of results
 */
export function forgetWhenSurroundingsChanged(root, folder, incremental) {
  const hash = hashOfSurroundings(root, folder);
  const note = `${incremental}.surroundings`;
  if (!existsSync(note) || readFileSync(note, 'utf8') !== hash) {
    rmSync(incremental, { force: true });
    writeFileSync(note, hash);
  }
}

/** The rest of the workspace's code and the installed packages. */
function hashOfSurroundings(root, { workspace, folder }) {
  const source = join(root, workspace, 'src');
  const hash = createHash('sha256');
  hash.update(readFileSync(join(root, 'yarn.lock')));
  for (const file of readdirSync(source, { recursive: true }).sort()) {
    const compared = file.startsWith(folder) || file.endsWith('.test.ts');
    if (file.endsWith('.ts') && !compared) {
      hash.update(`${file}\n`).update(readFileSync(join(source, file)));
    }
  }
  return hash.digest('hex');
}
