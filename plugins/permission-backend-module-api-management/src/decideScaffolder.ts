import type { BackstageUserInfo } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type { PolicyQuery } from '@backstage/plugin-permission-node';
import type { RoleGroups } from './roles/RoleGroups';
import { rolesOf } from './roles/rolesOf';

const PREFIX = 'scaffolder.';

/**
 * Decides on the permissions of the scaffolder, and answers undefined for all others. Its templates deploy into AWS
 * accounts, so they are for administrators.
 *
 * @public
 */
export function decideScaffolder(
  { permission }: PolicyQuery,
  user: BackstageUserInfo,
  groups: RoleGroups,
): PolicyDecision | undefined {
  if (!permission.name.startsWith(PREFIX)) {
    return undefined;
  }
  const allowed = rolesOf(user, groups).includes('administrator');
  return { result: allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
}
