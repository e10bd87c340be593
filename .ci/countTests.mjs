// Prints "<passed> <failed> <skipped>" from what a test runner left: a JSON report of Jest or Playwright, or the
// output of Node's own test runner.
//
//   node .ci/countTests.mjs jest report.json
//   node .ci/countTests.mjs playwright report.json
//   node .ci/countTests.mjs node output.log
import { readFileSync } from 'node:fs';

const readers = {
  // A test file that cannot even be loaded has no tests that could fail; it counts as one.
  jest(text) {
    const report = JSON.parse(text);
    return [
      report.numPassedTests,
      report.numFailedTests + report.numRuntimeErrorTestSuites,
      report.numPendingTests + report.numTodoTests,
    ];
  },
  // A flaky test passed, but only when it was tried again. `errors` happened outside of any test.
  playwright(text) {
    const { stats, errors } = JSON.parse(text);
    return [
      stats.expected,
      stats.unexpected + stats.flaky + errors.length,
      stats.skipped,
    ];
  },
  node(text) {
    const count = word => {
      const line = new RegExp(`^(?:#|ℹ) ${word} (\\d+)$`, 'm').exec(text);
      if (!line) throw new Error(`The output has no count of "${word}"`);
      return Number(line[1]);
    };
    return [count('pass'), count('fail'), count('skipped')];
  },
};

const [runner, file] = process.argv.slice(2);
console.log(...readers[runner](readFileSync(file, 'utf8')));
