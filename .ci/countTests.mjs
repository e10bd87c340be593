// Prints "<passed> <failed> <skipped>" from the JSON report of Jest or Playwright.
//
//   node .ci/countTests.mjs jest report.json
//   node .ci/countTests.mjs playwright report.json
import { readFileSync } from 'node:fs';

const readers = {
  // A test file that cannot even be loaded has no tests that could fail; it counts as one.
  jest: report => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
  }),
  // `flaky` passed, but only when it was tried again. `errors` happened outside of any test.
  playwright: ({ stats, errors }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  }),
};

const [tool, file] = process.argv.slice(2);
const { passed, failed, skipped } = readers[tool](
  JSON.parse(readFileSync(file, 'utf8')),
);
console.log(passed, failed, skipped);
