const { TestEnvironment } = require('jest-environment-node');

/** Stryker tells the tests by it which mutant is alive. */
const ACTIVE_MUTANT = '__STRYKER_ACTIVE_MUTANT__';

/** Kept over all test files of a run, since Jest loads an environment once per process. */
let noticed;

/** Leaves out what comes after the first failed test: one is enough to notice a mutant, and Jest has no such option. */
module.exports = class BailingEnvironment extends TestEnvironment {
  async handleTestEvent({ name, test }, { rootDescribeBlock }) {
    const mutant = process.env[ACTIVE_MUTANT];
    // A hook before all has no test: it fails all that follow by itself, as long as they are not left out.
    if (name === 'test_fn_failure' || (name === 'hook_failure' && test)) {
      noticed = mutant;
    }
    if (mutant === undefined || mutant !== noticed) {
      return;
    }
    if (name === 'run_start') {
      // A further file: with all its tests its hooks are left out as well.
      skipAll(rootDescribeBlock);
    } else if (name === 'test_start') {
      test.mode = 'skip';
    }
  }
};

function skipAll({ children }) {
  for (const child of children) {
    if (child.type === 'test') {
      child.mode = 'skip';
    } else {
      skipAll(child);
    }
  }
}
