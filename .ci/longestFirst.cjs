// Jest begins with the largest files when it knows no times, as on a clean clone. What takes minutes in a few lines, because
// it waits for emulators or starts backends, would come last and be waited for alone. Of the first ones, which begin
// together, one alone starts an emulator: the first start installs it, and the others would install it once more each.
const { default: Sequencer } = require('@jest/test-sequencer');

const LONG = [
  'packages/backend/src/deployment.test.ts',
  'src/publications/publications.test.ts',
  'packages/backend/src/crash.test.ts',
  'src/publications/inPlace.test.ts',
  'src/drift/drift.test.ts',
  'src/samples/samples.test.ts',
  'src/faultMatrix.test.ts',
  'src/faultMatrixInPlace.test.ts',
  'src/drift/ministack.test.ts',
  'src/publishing/inPlace/ministack.test.ts',
  'src/provisionPermissions.test.ts',
  'src/publishing/ministack.test.ts',
  'packages/backend/src/import.test.ts',
  'src/discovery/import/import.test.ts',
  'src/billing/closing.test.ts',
  'src/schema/openapi.fuzz.test.ts',
  'src/rollout.test.ts',
  'packages/backend/src/tracing.test.ts',
];

const rank = ({ path }) => {
  const place = LONG.findIndex(end => path.endsWith(end));
  return place < 0 ? LONG.length : place;
};

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((one, other) => rank(one) - rank(other));
  }
};
