import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { archives, installed } from './environment';

/** What the sandbox is, and what it is made of. */
const sandbox = ['@oaf/sandbox', 'oidc-provider', '@stoplight/prism-http'];

for (const archive of ['skeleton', 'bundle']) {
  test(`the ${archive} has no sandbox`, () => {
    const file = join(archives, `${archive}.tar.gz`);
    const names = execFileSync('tar', ['-tzf', file], { encoding: 'utf8' });
    expect(names).toContain('packages/backend/package.json');
    expect(names).not.toContain('packages/sandbox');
  });
}

test('nothing of the sandbox is installed', () => {
  const isInstalled = (name: string) =>
    existsSync(join(installed, 'node_modules', name));
  expect(isInstalled('@backstage/backend-defaults')).toBe(true);
  expect(sandbox.filter(isInstalled)).toEqual([]);
});
