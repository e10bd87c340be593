// Prints what stood on the page when a browser test failed: the tree of roles and names that Playwright left beside it.
//
//   node .ci/showPages.mjs report.json
import { existsSync, readFileSync } from 'node:fs';

const longest = 8_000;

const testsIn = suite => [
  ...suite.specs.flatMap(spec => spec.tests.map(test => [spec.title, test])),
  ...(suite.suites ?? []).flatMap(testsIn),
];

// Without a report no browser test ran; whoever counts the tests says so.
const [, , file] = process.argv;
const report = existsSync(file)
  ? JSON.parse(readFileSync(file, 'utf8'))
  : { suites: [] };
for (const [title, test] of report.suites.flatMap(testsIn)) {
  const pages = test.results
    .filter(({ status }) => status !== 'passed' && status !== 'skipped')
    .flatMap(({ attachments }) => attachments)
    .filter(({ name }) => name === 'error-context');
  for (const { path } of pages) {
    const [, tree] = readFileSync(path, 'utf8').split('```yaml\n');
    if (tree)
      console.log(`${title}\n${tree.split('```')[0].slice(0, longest)}`);
  }
}
