import overage from './__fixtures__/group-overage.json';
import { GroupsLeftOutError } from './errors';
import { readIdentity } from './readIdentity';
import { SignInConfig } from './config';

const config: SignInConfig = {
  subjectClaim: 'sub',
  groupsClaim: 'groups',
  userNamespace: 'default',
  groupNamespace: 'default',
  requireGroups: false,
};

describe('readIdentity', () => {
  it('reads user and groups', () => {
    expect(
      readIdentity({ sub: 'bea', groups: ['team-b', 'developers'] }, config),
    ).toEqual({
      userRef: 'user:default/bea',
      groupRefs: ['group:default/team-b', 'group:default/developers'],
      ignoredGroups: [],
    });
  });

  it('reads the claims of Amazon Cognito, into a namespace', () => {
    const cognito = {
      ...config,
      subjectClaim: 'cognito:username',
      groupsClaim: 'cognito:groups',
      groupNamespace: 'cognito',
    };
    expect(
      readIdentity(
        {
          sub: 'b0d6f1de-9d0c-4b4b-a8b9-5e7f3f1f7d55',
          'cognito:username': 'bea',
          'cognito:groups': ['team-b'],
        },
        cognito,
      ),
    ).toMatchObject({
      userRef: 'user:default/bea',
      groupRefs: ['group:cognito/team-b'],
    });
  });

  it('reads the object ids that Microsoft Entra ID sends', () => {
    const group = '6f1c2a3e-0d4b-4a0e-9f57-0d5c0c1e7b11';
    expect(
      readIdentity({ sub: 'bea', groups: [group] }, config).groupRefs,
    ).toEqual([`group:default/${group}`]);
  });

  it.each([[undefined], [null], [[]], ['[]'], ['']])(
    'takes the groups %p for none',
    groups => {
      expect(readIdentity({ sub: 'bea', groups }, config).groupRefs).toEqual(
        [],
      );
    },
  );

  it('refuses nobody without groups, unless everybody is to have one', () => {
    const strict = { ...config, requireGroups: true };
    expect(() => readIdentity({ sub: 'bea' }, strict)).toThrow(
      'the claim "groups" of the ID token is missing',
    );
    expect(
      readIdentity({ sub: 'bea', groups: ['team-b'] }, strict).groupRefs,
    ).toEqual(['group:default/team-b']);
  });

  it.each([['team-b'], ['["team-b"]'], [['team-b']]])(
    'reads one group from %p',
    groups => {
      expect(readIdentity({ sub: 'bea', groups }, config).groupRefs).toEqual([
        'group:default/team-b',
      ]);
    },
  );

  it('reads a claim within a claim, and one whose name has dots', () => {
    const keycloak = { ...config, groupsClaim: 'realm_access.roles' };
    expect(
      readIdentity({ sub: 'bea', realm_access: { roles: ['dev'] } }, keycloak)
        .groupRefs,
    ).toEqual(['group:default/dev']);
    expect(readIdentity({ sub: 'bea' }, keycloak).groupRefs).toEqual([]);
    const named = 'https://oaf.example/groups';
    expect(
      readIdentity(
        { sub: 'bea', [named]: ['dev'] },
        { ...config, groupsClaim: named },
      ).groupRefs,
    ).toEqual(['group:default/dev']);
  });

  const entra = { ...config, subjectClaim: 'oid' };

  it.each(overage.claims.slice(0, 2))(
    'refuses "$name" of Microsoft Entra ID',
    ({ claims }) => {
      const read = () => readIdentity(claims, entra);
      expect(read).toThrow(GroupsLeftOutError);
      expect(read).toThrow(
        '"Groups assigned to the application"; or app roles',
      );
    },
  );

  it('lets "really no groups" of Microsoft Entra ID in', () => {
    expect(readIdentity(overage.claims[2].claims, entra).groupRefs).toEqual([]);
  });

  it.each([
    [{ _claim_names: '{"groups":"src1"}' }],
    [{ _claim_names: { groups: 'src1' }, groups: ['team-b'] }],
    [{ 'groups:src1': 'https://graph.windows.net/t/users/u/getMemberObjects' }],
    [{ 'http://schemas.microsoft.com/claims/groups.link': 'https://graph' }],
    [{ hasgroups: 'true' }],
    [{ hasgroups: true, groups: [] }],
  ])('refuses groups that are elsewhere: %p', claims => {
    expect(() => readIdentity({ sub: 'bea', ...claims }, config)).toThrow(
      GroupsLeftOutError,
    );
  });

  it.each([
    [{ hasgroups: false }],
    [{ _claim_names: { address: 'src1' } }],
    [{ _claim_names: 'none' }],
  ])('lets in whom the provider says nothing about: %p', claims => {
    expect(readIdentity({ sub: 'bea', ...claims }, config).groupRefs).toEqual(
      [],
    );
  });

  it('does not mind groups that are elsewhere when app roles are read', () => {
    expect(
      readIdentity(
        {
          sub: 'bea',
          roles: ['developers'],
          _claim_names: { groups: 'src1' },
        },
        { ...config, groupsClaim: 'roles' },
      ).groupRefs,
    ).toEqual(['group:default/developers']);
  });

  it.each([
    [{ 'team-b': true }],
    [{}],
    [[1, 2]],
    [[{ id: 'team-b' }]],
    [[['team-b']]],
    [['team-b', null]],
    [7],
    [true],
    ['{"id":"team-b"}'],
    ['[1]'],
    ['[team-a, team-b]'],
    ['team-a,team-b'],
    [['/team-b']],
    [['CN=team-b,OU=groups']],
  ])('refuses the groups %p, saying what to set', groups => {
    expect(() => readIdentity({ sub: 'bea', groups }, config)).toThrow(
      /the claim "groups" of the ID token is .*, but must be a list .*apiManagement\.signIn\.groupsClaim/,
    );
  });

  it('shows only the beginning of a claim that is long', () => {
    const groups = Array.from({ length: 300 }, () => ({ id: 'x'.repeat(36) }));
    expect(() => readIdentity({ sub: 'bea', groups }, config)).toThrow(
      /^.{0,600}$/,
    );
  });

  it('sets groups aside that cannot be entity names', () => {
    expect(
      readIdentity({ sub: 'bea', groups: ['team-b', 'Domain Users'] }, config),
    ).toMatchObject({
      groupRefs: ['group:default/team-b'],
      ignoredGroups: ['Domain Users'],
    });
  });

  it.each([
    ['bea@team.example', '"bea@team.example"'],
    ['../admin', '"../admin"'],
    ['', '""'],
    [undefined, 'missing'],
    [42, '42'],
    ['x'.repeat(64), `"${'x'.repeat(64)}"`],
  ])('refuses the subject %p', (sub, shown) => {
    expect(() => readIdentity({ sub }, config)).toThrow(
      `Sign-in refused: the claim "sub" of the ID token is ${shown}, but must be a valid entity name`,
    );
  });
});
