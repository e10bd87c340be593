import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ESLint } from 'eslint';

jest.setTimeout(120_000);

const plugins = resolve(__dirname, '../../..');

const storingPackages = readdirSync(plugins)
  .map(name => join(plugins, name))
  .filter(path =>
    readFileSync(join(path, 'package.json'), 'utf8').includes('"knex"'),
  );

it.each(storingPackages)('a bare transaction is refused in %s', async path => {
  const eslint = new ESLint({ cwd: path });
  const [{ messages }] = await eslint.lintText(
    'export const save = (knex: any) => knex.transaction(() => {});\n',
    { filePath: join(path, 'src', 'DatabaseStore.ts') },
  );
  expect(messages.map(({ ruleId }) => ruleId)).toEqual([
    'no-restricted-syntax',
  ]);
});

it('all packages that store something are looked at', () => {
  expect(storingPackages.length).toBeGreaterThanOrEqual(3);
});
