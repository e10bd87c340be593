import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../../../..');
const directory = join(root, '.cache/npm');

/** The tarballs of every package that npm would get; made anew unless `OAF_PACKED` says that they just were. */
export function packPackages(): string[] {
  if (!process.env.OAF_PACKED) {
    execFileSync('yarn', ['packages:pack'], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  return readdirSync(directory)
    .filter(name => name.endsWith('.tgz'))
    .map(name => join(directory, name));
}
