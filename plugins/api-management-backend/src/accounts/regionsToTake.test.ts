import { regionsToTake, requireRegions } from './regionsToTake';

const verification = {
  checks: [
    { check: 'assume-role' as const, outcome: 'passed' as const },
    { check: 'regions' as const, outcome: 'passed' as const },
  ],
  regions: ['east', 'west'],
};

describe('regions of a verified row', () => {
  it.each([
    ['all when none was asked for', null, ['east', 'west']],
    ['those that are enabled', ['west', 'north'], ['west']],
    ['none when none is enabled', ['north'], []],
  ])('are %s', (_, asked, expected) => {
    expect(regionsToTake(verification, asked)).toEqual(expected);
  });

  it('fail their check when none that was asked for is enabled', () => {
    expect(requireRegions(verification, ['north'])).toEqual({
      regions: [],
      checks: [
        { check: 'assume-role', outcome: 'passed' },
        {
          check: 'regions',
          outcome: 'failed',
          message:
            'None of the regions that were asked for (north) is enabled in the account; enabled are: east, west. Enable one and verify again, or verify this account by hand and choose among the enabled ones.',
        },
      ],
    });
  });

  it('leave another failure as it is', () => {
    const failed = {
      checks: [{ check: 'assume-role' as const, outcome: 'failed' as const }],
      regions: [],
    };
    expect(requireRegions(failed, ['north'])).toBe(failed);
  });
});
