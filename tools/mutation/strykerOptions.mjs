import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { LaunchProblem } from '../launcher/LaunchProblem.mjs';

const require = createRequire(import.meta.url);

/** Loading it costs a second per test file and mutant, and what is started with it more. */
const SLOW = '@backstage/backend-test-utils';

/** Beyond one and a half times what the tests took at first; on a busy machine, too, only what never ends is out of time. */
const WAIT_MS = 15_000;

/**
 * How Stryker runs in the workspace. It works on a copy in `.cache/mutation` of the workspace, from where packages are
 * found as from the workspace itself.
 *
 * @param {string} root of the repository
 * @param {import('./folders.mjs').MutatedFolder} mutated
 * @param {{ concurrency: number, force: boolean, files: { report: string, incremental: string } }} run
 */
export function strykerOptions(root, { workspace, folder, tests }, run) {
  const source = join('src', folder);
  const testMatch = tests.flatMap(name => quickTests(root, workspace, name));
  if (testMatch.length === 0) {
    throw new LaunchProblem(
      `There are no quick tests in ${workspace}/${source}.`,
    );
  }
  return {
    mutate: [
      `${source}/**/*.ts`,
      `!${source}/**/*.test.ts`,
      `!${source}/**/{__testUtils__,testUtils,generated}/**`,
    ],
    plugins: ['@stryker-mutator/jest-runner'],
    testRunner: 'jest',
    coverageAnalysis: 'perTest',
    jest: {
      // Looking for them takes longer than running what `testMatch` has.
      enableFindRelatedTests: false,
      configFile: require.resolve('@backstage/cli/config/jest.js'),
      config: {
        testMatch,
        testEnvironment: require.resolve('./BailingEnvironment.cjs'),
        testTimeout: 60_000,
      },
    },
    concurrency: run.concurrency,
    // Jest keeps something of each run; after sixty a process has two gigabytes.
    maxTestRunnerReuse: 60,
    timeoutMS: WAIT_MS,
    dryRunTimeoutMinutes: 20,
    incremental: true,
    incrementalFile: run.files.incremental,
    force: run.force,
    reporters: ['json', 'progress-append-only'],
    jsonReporter: { fileName: run.files.report },
    tempDirName: '.cache/mutation',
    cleanTempDir: 'always',
    ignorePatterns: ['dist', 'dist-types', 'coverage', 'report*', '*.md'],
    disableTypeChecks: false,
    allowEmpty: false,
    tsconfigFile: 'none.json',
  };
}

/** Test files that are cheap enough to run for every mutant; `name` is a folder or a file below `src`. */
function quickTests(root, workspace, name) {
  const source = join(root, workspace, 'src');
  const inFolder = file => file === name || file.startsWith(join(name, '/'));
  return readdirSync(source, { recursive: true })
    .filter(file => file.endsWith('.test.ts') && (!name || inFolder(file)))
    .filter(file => !readFileSync(join(source, file), 'utf8').includes(SLOW))
    .sort()
    .map(file => `**/${join('src', file)}`);
}
