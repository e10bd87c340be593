import { lifetimeChoices, overlapChoices } from './lifetimes';

const rules = {
  lifetimeDays: 365,
  maxLifetimeDays: 365,
  mayNeverExpire: false,
  overlapHours: 24,
  maxOverlapHours: 720,
  maxApiKeys: 10,
};
const labels = (choices: Array<{ label: string }>) =>
  choices.map(({ label }) => label);

describe('what may be chosen of a key', () => {
  it('is within the rules, with what is usual and the most', () => {
    expect(labels(lifetimeChoices(rules))).toEqual([
      '30 days',
      '90 days',
      '180 days',
      '365 days',
    ]);
    expect(
      labels(
        lifetimeChoices({ ...rules, lifetimeDays: 45, maxLifetimeDays: 60 }),
      ),
    ).toEqual(['30 days', '45 days', '60 days']);
    expect(
      labels(overlapChoices({ overlapHours: 6, maxOverlapHours: 30 })),
    ).toEqual(['1 hour', '6 hours', '1 day', '30 hours']);
  });

  it('has no end only where that is allowed', () => {
    expect(
      labels(lifetimeChoices({ ...rules, mayNeverExpire: true })).at(-1),
    ).toBe('Never expires');
  });
});
