import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { chosenFolders, folders, pathOf } from './folders.mjs';
import { judge } from './judge.mjs';
import { readMutants } from './readMutants.mjs';
import { rowOf, verdictOf } from './report.mjs';
import { strykerOptions } from './strykerOptions.mjs';
import { forgetWhenSurroundingsChanged } from './surroundings.mjs';

const source = ['const a = 1;', 'if (a > 0) {', '  call(a);', '}'].join('\n');
const location = (startLine, startColumn, endLine, endColumn) => ({
  start: { line: startLine, column: startColumn },
  end: { line: endLine, column: endColumn },
});
const condition = {
  location: location(2, 5, 2, 10),
  mutatorName: 'ConditionalExpression',
  replacement: 'true',
};
const block = {
  location: location(2, 12, 4, 2),
  mutatorName: 'BlockStatement',
  replacement: '{}',
};
const read = (...mutants) =>
  readMutants({ files: { 'src/a.ts': { source, mutants } } });

describe('the mutants of a report', () => {
  it('have the text that was replaced, over several lines as well', () => {
    const [one, two] = read(
      { ...condition, status: 'Survived' },
      { ...block, status: 'Killed' },
    );
    assert.deepEqual(one, {
      file: 'src/a.ts',
      at: 'src/a.ts:2:5',
      line: 'if (a > 0) {',
      code: 'a > 0',
      mutator: 'ConditionalExpression',
      replacement: 'true',
      noticed: false,
      outcome: 'Survived',
    });
    assert.equal(two.code, '{ call(a); }');
    assert.equal(two.noticed, true);
  });

  for (const [status, expected] of [
    ['Killed', [true]],
    ['Timeout', [true]],
    ['Survived', [false]],
    ['NoCoverage', [false]],
    ['CompileError', []],
    ['RuntimeError', []],
    ['Ignored', []],
  ]) {
    it(`count as noticed when ${status}: ${expected}`, () => {
      const mutants = read({ ...condition, status });
      assert.deepEqual(
        mutants.map(({ noticed }) => noticed),
        expected,
      );
    });
  }
});

describe('the verdict', () => {
  const run = read(
    { ...condition, status: 'Survived' },
    { ...block, status: 'Killed' },
    { ...block, replacement: ';', status: 'Timeout' },
    { ...condition, replacement: 'false', status: 'NoCoverage' },
  );
  const known = { ...run[0], reason: 'It is the same' };

  it('counts every mutant whose survival has no reason', () => {
    const { score, explained, unexplained, stale } = judge(run, []);
    assert.deepEqual([score, explained, stale], [50, 0, []]);
    assert.deepEqual(
      unexplained.map(({ replacement }) => replacement),
      ['true', 'false'],
    );
  });

  it('counts those out of time among the noticed, and tells how many they are', () => {
    const [endless] = read({
      ...block,
      status: 'Timeout',
      statusReason: 'Hit limit reached (7601/7600)',
    });
    const { mutants, noticed, timedOut } = judge([...run, endless], []);
    assert.deepEqual([mutants, noticed, timedOut], [5, 3, 1]);
  });

  it('leaves out those with a reason', () => {
    const { score, explained, unexplained } = judge(run, [known]);
    assert.equal(score.toFixed(1), '66.7');
    assert.equal(explained, 1);
    assert.equal(unexplained.length, 1);
  });

  it('knows a survivor by what it is, not by where it is', () => {
    const moved = { ...known, at: 'src/a.ts:99:1' };
    assert.equal(judge(run, [moved]).explained, 1);
  });

  for (const [title, change] of [
    ['another line', { line: 'if (b > 0) {' }],
    ['another file', { file: 'src/b.ts' }],
    ['another replacement', { replacement: 'null' }],
    ['one that is noticed now', { ...run[1] }],
  ]) {
    it(`calls a reason for ${title} left over`, () => {
      const verdict = judge(run, [{ ...known, ...change }]);
      assert.equal(verdict.stale.length, 1);
      assert.equal(verdict.explained, 0);
    });
  }

  const folder = { path: 'packages/a/src', bound: 85, milliseconds: 83_400 };
  const of = (score, stale = []) => ({
    ...folder,
    ...judge(run, []),
    score,
    stale,
  });

  for (const [verdicts, met, text] of [
    [[of(85), of(100)], true, 'mutation: all bounds met'],
    [
      [of(84.94), of(90)],
      false,
      'mutation: not met by packages/a/src (84.9 % < 85 %)',
    ],
    [
      [of(90, [known])],
      false,
      'mutation: not met by packages/a/src (1 reasons too many)',
    ],
  ]) {
    it(`says: ${text}`, () => {
      assert.deepEqual(verdictOf(verdicts), { met, text });
    });
  }

  it('has the score, what is behind it, and how long it took in a row', () => {
    assert.deepEqual(rowOf(of(50)).split(/ {3,}/), [
      'packages/a/src',
      '50.0 %',
      '≥ 85 %',
      '2 of 4 noticed',
      '1 by time (25.0 %)',
      '0 survive with a reason, 2 without',
      '1 min 23 s',
    ]);
  });

  it('names each reason that is left over', () => {
    assert.match(
      rowOf(of(90, [known])),
      /survives no more: src\/a[.]ts, ConditionalExpression → true in: if \(a > 0\) [{]$/,
    );
  });
});

describe('the folders', () => {
  it('are chosen by a part of their path', () => {
    assert.deepEqual(chosenFolders(['rating']).map(pathOf), [
      'packages/rating/src',
    ]);
    assert.deepEqual(chosenFolders(['usage', 'dpop']).map(pathOf), [
      'packages/access/src/dpop',
      'plugins/api-management-backend/src/usage',
    ]);
    assert.equal(chosenFolders([]).length, folders.length);
  });

  it('are named when there is no such', () => {
    assert.throws(() => chosenFolders(['nope']), /nope; there are: packages\//);
  });
});

describe('in a repository', () => {
  const folder = { workspace: 'packages/a', folder: 'b', tests: ['b'] };
  const files = { report: 'report', incremental: '' };

  function repository() {
    const root = mkdtempSync(join(tmpdir(), 'mutation-'));
    const write = (path, text) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    };
    write('yarn.lock', '1');
    write('packages/a/src/b/quick.test.ts', 'it()');
    write('packages/a/src/b/slow.test.ts', `'@backstage/backend-test-utils'`);
    write('packages/a/src/b/b.ts', '1');
    write('packages/a/src/c.ts', '1');
    return { root, write };
  }

  it('runs the quick tests only', () => {
    const { root } = repository();
    const { jest, mutate } = strykerOptions(root, folder, { files });
    assert.deepEqual(jest.config.testMatch, ['**/src/b/quick.test.ts']);
    assert.equal(mutate[0], 'src/b/**/*.ts');
    rmSync(root, { recursive: true });
  });

  it('refuses to go on without a test', () => {
    const { root } = repository();
    rmSync(join(root, 'packages/a/src/b/quick.test.ts'));
    assert.throws(
      () => strykerOptions(root, folder, { files }),
      /no quick tests in packages\/a\/src\/b/,
    );
    rmSync(root, { recursive: true });
  });

  for (const [path, kept] of [
    ['packages/a/src/b/b.ts', true],
    ['packages/a/src/c.test.ts', true],
    ['packages/a/src/c.ts', false],
    ['yarn.lock', false],
  ]) {
    it(`${
      kept ? 'keeps' : 'drops'
    } earlier results when ${path} changed`, () => {
      const { root, write } = repository();
      const incremental = join(root, 'results.json');
      forgetWhenSurroundingsChanged(root, folder, incremental);
      write('results.json', '{}');
      forgetWhenSurroundingsChanged(root, folder, incremental);
      assert.equal(existsSync(incremental), true);
      write(path, '2');
      forgetWhenSurroundingsChanged(root, folder, incremental);
      assert.equal(existsSync(incremental), kept);
      rmSync(root, { recursive: true });
    });
  }
});
