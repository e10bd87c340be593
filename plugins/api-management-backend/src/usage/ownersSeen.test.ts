import { ownersSeen } from './ownersSeen';

const leaf = (property: string, ...values: string[]) =>
  ({ property, values } as any);
const team = leaf('productOwner', 'team-a', 'team-b');

describe('whose products are seen as a whole', () => {
  it.each([
    ['everything', [undefined], undefined],
    ['nothing', ['none'], []],
    ['some owners’', [team], ['team-a', 'team-b']],
    [
      'some owners’, among those and one’s own requests',
      [{ anyOf: [team, leaf('requestedBy', 'bea')] }, team],
      ['team-a', 'team-b'],
    ],
    [
      'what two conditions have in common',
      [team, leaf('productOwner', 'team-b', 'team-c')],
      ['team-b'],
    ],
    ['all of both', [{ allOf: [team, team] }], ['team-a', 'team-b']],
  ])('%s', (_, visibilities, owners) => {
    const seen = ownersSeen(visibilities as any);
    expect(seen).toEqual({ owners: owners && new Set(owners) });
  });

  it.each([
    ['one’s own requests', [leaf('requestedBy', 'bea')]],
    [
      'some owners’ or one’s own',
      [{ anyOf: [team, leaf('requestedBy', 'bea')] }],
    ],
    ['some owners’ that one requested', [team, leaf('requestedBy', 'bea')]],
    ['all but some owners’', [{ not: team }]],
  ])('cannot be told: %s', (_, visibilities) => {
    expect(ownersSeen(visibilities as any)).toBeUndefined();
  });
});
