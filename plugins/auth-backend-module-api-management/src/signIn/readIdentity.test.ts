import { readIdentity } from './readIdentity';
import { SignInConfig } from './config';

const config: SignInConfig = {
  subjectClaim: 'sub',
  groupsClaim: 'groups',
  userNamespace: 'default',
  groupNamespace: 'default',
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

  it('takes a missing claim for no groups and a string for one', () => {
    expect(readIdentity({ sub: 'bea' }, config).groupRefs).toEqual([]);
    expect(
      readIdentity({ sub: 'bea', groups: 'team-b' }, config).groupRefs,
    ).toEqual(['group:default/team-b']);
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

  it('refuses groups that are not strings', () => {
    expect(() =>
      readIdentity({ sub: 'bea', groups: [{ id: 1 }] }, config),
    ).toThrow('must be a list of strings');
  });
});
