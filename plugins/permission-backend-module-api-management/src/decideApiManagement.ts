import type { BackstageUserInfo } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isResourcePermission,
  type Permission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type { PolicyQuery } from '@backstage/plugin-permission-node';
import { administrator } from './roles/administrator';
import { developer } from './roles/developer';
import { manager } from './roles/manager';
import type { RoleGroups } from './roles/RoleGroups';
import type { Criteria, RoleRule, RoleRules } from './roles/RoleRules';
import { type Role, rolesOf } from './roles/rolesOf';

const PREFIX = 'api-management.';

const rulesOf: Readonly<Record<Role, RoleRules>> = {
  administrator,
  manager,
  developer,
};

/**
 * Decides on the permissions of API management, and answers undefined for all others, so that
 * a policy of your own can put it first and decide the rest itself.
 *
 * @public
 */
export function decideApiManagement(
  { permission }: PolicyQuery,
  user: BackstageUserInfo,
  groups: RoleGroups,
): PolicyDecision | undefined {
  if (!permission.name.startsWith(PREFIX)) {
    return undefined;
  }
  const rules = rolesOf(user, groups)
    .map(role => rulesOf[role][permission.name])
    .filter(rule => rule !== undefined);
  return combine(permission, rules, user);
}

/** A role only adds: one that grants always wins, and the criteria of the others are alternatives. */
function combine(
  permission: Permission,
  rules: RoleRule[],
  user: BackstageUserInfo,
): PolicyDecision {
  if (rules.includes('always')) {
    return { result: AuthorizeResult.ALLOW };
  }
  const [first, ...others] = rules
    .filter(rule => rule !== 'always')
    .map(rule => rule(user));
  if (!first) {
    return { result: AuthorizeResult.DENY };
  }
  return when(
    permission,
    others.length === 0 ? first : { anyOf: [first, ...others] },
  );
}

function when(permission: Permission, conditions: Criteria): PolicyDecision {
  if (!isResourcePermission(permission)) {
    // The caller sent our permission's name without its resource type: there is nothing to check criteria on.
    return { result: AuthorizeResult.DENY };
  }
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'api-management',
    resourceType: permission.resourceType,
    conditions,
  };
}
