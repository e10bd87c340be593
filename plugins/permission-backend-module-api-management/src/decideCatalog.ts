import type { BackstageUserInfo } from '@backstage/backend-plugin-api';
import {
  catalogEntityReadPermission,
  catalogEntityRefreshPermission,
  catalogLocationReadPermission,
} from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type { PolicyQuery } from '@backstage/plugin-permission-node';
import type { RoleGroups } from './roles/RoleGroups';
import { rolesOf } from './roles/rolesOf';

const PREFIX = 'catalog.';

const readPermissions = [
  catalogEntityReadPermission.name,
  catalogLocationReadPermission.name,
];

/**
 * Decides on the permissions of the catalog, and answers undefined for all others. Everyone who is signed in reads;
 * managers and administrators may also refresh an entity. Nobody registers, edits or deletes by hand: API entities
 * come from the gateways and people from the identity provider.
 *
 * @public
 */
export function decideCatalog(
  { permission }: PolicyQuery,
  user: BackstageUserInfo,
  groups: RoleGroups,
): PolicyDecision | undefined {
  if (!permission.name.startsWith(PREFIX)) {
    return undefined;
  }
  const allowed =
    readPermissions.includes(permission.name) ||
    (permission.name === catalogEntityRefreshPermission.name &&
      rolesOf(user, groups).some(role => role !== 'developer'));
  return { result: allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
}
