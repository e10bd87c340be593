import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { scaffolderPermissions } from '@backstage/plugin-scaffolder-common/alpha';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { decideScaffolder } from './decideScaffolder';

const groups = {
  administrators: ['group:default/platform-administrators'],
  managers: ['group:default/api-managers'],
};

const memberOf = (group: string) => ({
  userEntityRef: 'user:default/somebody',
  ownershipEntityRefs: ['user:default/somebody', `group:default/${group}`],
});

describe('decideScaffolder', () => {
  it.each(scaffolderPermissions)(
    'grants $name to administrators alone',
    permission => {
      const decide = (group: string) =>
        decideScaffolder({ permission }, memberOf(group), groups)?.result;
      expect(decide('platform-administrators')).toBe(AuthorizeResult.ALLOW);
      expect(decide('api-managers')).toBe(AuthorizeResult.DENY);
      expect(decide('team-b')).toBe(AuthorizeResult.DENY);
    },
  );

  it('leaves the permissions of other plugins to others', () => {
    expect(
      decideScaffolder(
        { permission: catalogEntityReadPermission },
        memberOf('platform-administrators'),
        groups,
      ),
    ).toBeUndefined();
  });
});
