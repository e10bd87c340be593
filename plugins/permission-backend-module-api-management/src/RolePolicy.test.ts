import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogPermissions } from '@backstage/plugin-catalog-common/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  accountReadPermission,
  apiManagementPermissions,
} from '@oaf/backstage-plugin-api-management-common';
import { RolePolicy } from './RolePolicy';

const groups = { administrators: ['group:default/admins'], managers: [] };

describe('RolePolicy', () => {
  it.each([...apiManagementPermissions, ...catalogPermissions])(
    'denies $name to who is not signed in',
    async permission => {
      const policy = new RolePolicy({
        userInfo: mockServices.userInfo(),
        groups,
        otherPermissions: 'allow',
      });
      expect(await policy.handle({ permission })).toEqual({
        result: AuthorizeResult.DENY,
      });
    },
  );

  it('goes by the groups that sign-in recorded, not by what a token carries', async () => {
    const policy = new RolePolicy({
      userInfo: mockServices.userInfo({ ownershipEntityRefs: [] }),
      groups,
      otherPermissions: 'allow',
    });
    const user = {
      credentials: mockCredentials.user(),
      info: {
        userEntityRef: 'user:default/mock',
        ownershipEntityRefs: ['group:default/admins'],
      },
    };
    expect(
      await policy.handle({ permission: accountReadPermission }, user),
    ).toEqual({ result: AuthorizeResult.DENY });
  });
});
