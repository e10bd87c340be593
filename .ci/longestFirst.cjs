// Jest begins with the largest files when it knows no times, as on a clean clone. What takes minutes in a few lines, because
// it waits for emulators or starts backends, would come last and be waited for alone.
const { default: Sequencer } = require('@jest/test-sequencer');

const LONG = [
  'packages/backend/src/deployment.test.ts',
  'packages/backend/src/crash.test.ts',
  'src/faultMatrix.test.ts',
  'src/provisionPermissions.test.ts',
  'src/publications/publications.test.ts',
  'src/publications/inPlace.test.ts',
  'src/billing/closing.test.ts',
  'src/schema/openapi.fuzz.test.ts',
  'src/rollout.test.ts',
  'packages/backend/src/tracing.test.ts',
  'ministack.test.ts',
];

const isLong = ({ path }) => LONG.some(end => path.endsWith(end));

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return [...sorted.filter(isLong), ...sorted.filter(test => !isLong(test))];
  }
};
