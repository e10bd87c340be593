import type { BackstageUserInfo } from '@backstage/backend-plugin-api';
import type {
  PermissionCondition,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';

/** What must be true of a resource. */
export type Criteria = PermissionCriteria<PermissionCondition>;

/** What a role grants: always, or when the criteria hold for the resource. */
export type RoleRule = 'always' | ((user: BackstageUserInfo) => Criteria);

/** Permission name → rule. A permission that is not listed is not granted. */
export type RoleRules = Readonly<Record<string, RoleRule>>;
