import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { isAccepted } from './accepted.mjs';
import { dependenciesOf } from './dependenciesOf.mjs';
import { remarksOn } from './remarksOn.mjs';

describe('a packed package', () => {
  let folder;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'packed-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function pack(manifest, files) {
    const all = {
      'package.json': JSON.stringify({
        name: '@oaf/example',
        version: '1.0.0',
        type: 'commonjs',
        engines: { node: '>=22' },
        main: './dist/index.js',
        types: './dist/index.d.ts',
        ...manifest,
      }),
      ...files,
    };
    for (const [path, text] of Object.entries(all)) {
      mkdirSync(dirname(join(folder, 'package', path)), { recursive: true });
      writeFileSync(join(folder, 'package', path), text);
    }
    execFileSync('tar', ['-czf', 'packed.tgz', 'package'], { cwd: folder });
    return readFileSync(join(folder, 'packed.tgz'));
  }

  it('names what it imports, in code and in types, and nothing else', () => {
    const tarball = pack(
      {
        dependencies: { used: '1', '@scope/used': '1', unused: '1' },
        peerDependencies: { react: '18' },
      },
      {
        'dist/index.js': `require('used/deep'); require('react'); require('node:fs'); require('./own'); import('@oaf/example/other');`,
        'dist/own.js': `exports.load = () => import('undeclared/path');`,
        'dist/index.d.ts': `import { A } from '@scope/used'; export type B = import('@types-of/undeclared').B; export { A };`,
      },
    );
    assert.deepEqual(dependenciesOf(tarball), {
      name: '@oaf/example',
      unused: ['unused'],
      undeclared: ['@types-of/undeclared', 'undeclared'],
    });
  });

  it('is remarked on when it does not hold what it names', async () => {
    const good = {
      'dist/index.js': 'exports.a = 1;',
      'dist/index.d.ts': 'export declare const a: number;',
    };
    assert.deepEqual(await remarksOn(pack({}, good)), []);
    const kinds = (await remarksOn(pack({ main: './dist/gone.js' }, good))).map(
      ({ kind }) => kind,
    );
    assert.ok(kinds.includes('FILE_DOES_NOT_EXIST'), kinds.join());
  });

  it('is accepted with a remark only where the reason holds', () => {
    const kind = 'UnexpectedModuleSyntax';
    assert.ok(isAccepted({ kind }, '@oaf/rating'));
    assert.ok(
      !isAccepted({ kind }, '@oaf/backstage-plugin-api-management-backend'),
    );
    assert.ok(!isAccepted({ kind: 'NoResolution' }, '@oaf/rating'));
  });
});
