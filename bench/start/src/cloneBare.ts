import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What is committed, as somebody clones it, and an empty home beside it, so that nothing of earlier installations helps. */
export function cloneBare() {
  const folder = mkdtempSync(join(tmpdir(), 'oaf-start-'));
  const product = join(folder, 'product');
  const home = join(folder, 'home');
  mkdirSync(home);
  const root = execFileSync('git', ['rev-parse', '--show-toplevel'], {
    encoding: 'utf8',
  }).trim();
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', root, product]);
  return { folder, home, product };
}
