import type { BackstageUserPrincipal } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import {
  catalogEntityCreatePermission,
  catalogEntityReadPermission,
  catalogEntityRefreshPermission,
} from '@backstage/plugin-catalog-common/alpha';
import {
  createPermission,
  isResourcePermission,
  type Permission,
} from '@backstage/plugin-permission-common';
import {
  accountManagePermission,
  accountReadPermission,
  productCreatePermission,
} from '@oaf/backstage-plugin-api-management-common';
import permissionPlugin from '@backstage/plugin-permission-backend';
import request from 'supertest';
import permissionModuleApiManagement from '.';

const unknownPermission = createPermission({
  name: 'elsewhere.thing.read',
  attributes: { action: 'read' },
});

const resourceRefOf = (permission: Permission) =>
  isResourcePermission(permission)
    ? { resourceRef: 'api:default/accounts' }
    : {};

async function startPolicy(
  memberships: string[],
  otherPermissions?: 'allow' | 'deny',
) {
  const { server } = await startTestBackend({
    features: [
      permissionPlugin,
      permissionModuleApiManagement,
      mockServices.rootConfig.factory({
        data: {
          permission: {
            enabled: true,
            apiManagement: {
              ...(otherPermissions && { otherPermissions }),
              roles: { administrators: ['admins'], managers: ['managers'] },
            },
          },
        },
      }),
      mockServices.userInfo.mock({
        getUserInfo: async credentials => {
          const { userEntityRef } =
            credentials.principal as BackstageUserPrincipal;
          return {
            userEntityRef,
            ownershipEntityRefs: [userEntityRef, ...memberships],
          };
        },
      }).factory,
    ],
  });
  return async (permission: Permission, authorization: string) => {
    const response = await request(server)
      .post('/api/permission/authorize')
      .set('Authorization', authorization)
      .send({ items: [{ id: '1', permission, ...resourceRefOf(permission) }] });
    return response.body.items[0].result;
  };
}

describe('the policy in a running permission backend', () => {
  it.each([
    {
      role: 'administrator',
      memberships: ['group:default/admins'],
      allowed: [
        accountManagePermission,
        productCreatePermission,
        catalogEntityReadPermission,
        catalogEntityRefreshPermission,
      ],
      denied: [catalogEntityCreatePermission, unknownPermission],
    },
    {
      role: 'manager',
      memberships: ['group:default/managers'],
      allowed: [
        accountReadPermission,
        productCreatePermission,
        catalogEntityReadPermission,
        catalogEntityRefreshPermission,
      ],
      denied: [
        accountManagePermission,
        catalogEntityCreatePermission,
        unknownPermission,
      ],
    },
    {
      role: 'developer',
      memberships: [],
      allowed: [catalogEntityReadPermission],
      denied: [
        accountReadPermission,
        productCreatePermission,
        catalogEntityRefreshPermission,
        catalogEntityCreatePermission,
        unknownPermission,
      ],
    },
  ])(
    'that denies the rest answers a $role',
    async ({ memberships, allowed, denied }) => {
      const authorize = await startPolicy(memberships, 'deny');
      const header = mockCredentials.user.header();
      for (const permission of allowed) {
        const result = await authorize(permission, header);
        expect([permission.name, result]).toEqual([permission.name, 'ALLOW']);
      }
      for (const permission of denied) {
        const result = await authorize(permission, header);
        expect([permission.name, result]).toEqual([permission.name, 'DENY']);
      }
    },
  );

  it('leaves the rest of Backstage to everyone who is signed in', async () => {
    const authorize = await startPolicy([]);
    const expected: Array<[Permission, string]> = [
      [unknownPermission, 'ALLOW'],
      [catalogEntityCreatePermission, 'ALLOW'],
      [catalogEntityRefreshPermission, 'ALLOW'],
      [accountReadPermission, 'DENY'],
      [productCreatePermission, 'DENY'],
    ];
    for (const [permission, result] of expected) {
      expect([
        permission.name,
        await authorize(permission, mockCredentials.user.header()),
      ]).toEqual([permission.name, result]);
    }
  });
});
