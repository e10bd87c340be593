import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../../..');
/** Pages of the documentation name files by their address. */
const repository = 'https://github.com/open-api-framework/backstage/blob/main/';

/** Rows of the threat tables in docs/security.md: attack, what stops it, and the test that shows it. */
const row = /^\| ([^|]+) \| ([^|]+) \| \[[^\]]+\]\(([^)]+)\): “([^”]+)” +\|$/gm;

const attacks = [
  ...readFileSync(join(root, 'docs/security.md'), 'utf8').matchAll(row),
].map(([, attack, stop, file, title]) => ({
  attack: attack.trim(),
  stop,
  file: join(root, file.replace(repository, '')),
  title,
}));

describe('docs/security.md', () => {
  it('names sixty attacks at least, each once', () => {
    const names = attacks.map(({ attack }) => attack);
    expect(names.length).toBeGreaterThanOrEqual(60);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(attacks)('names a test that is there: $attack', each => {
    const source = readFileSync(each.file, 'utf8').replace(/\\'/g, "'");
    expect(source).toContain(each.title);
  });
});
