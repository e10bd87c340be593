import { settledState } from './linkState';

describe('the state of a link', () => {
  it.each([
    ['pending', false, true, 'pending'],
    ['pending', false, false, 'pending'],
    ['pending', true, true, 'verified'],
    ['verified', true, true, 'verified'],
    ['verified', false, true, 'degraded'],
    ['verified', true, false, 'degraded'],
    ['degraded', true, false, 'degraded'],
    ['degraded', false, true, 'degraded'],
    ['degraded', true, true, 'verified'],
    ['unlinked', true, true, 'unlinked'],
    ['unlinked', false, false, 'unlinked'],
  ] as const)(
    '%s, role verified: %s, regions well: %s → %s',
    (state, verified, regionsWell, expected) => {
      expect(settledState(state, { verified, regionsWell })).toBe(expected);
    },
  );
});
