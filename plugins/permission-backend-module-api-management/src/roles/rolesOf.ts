import type { BackstageUserInfo } from '@backstage/backend-plugin-api';
import type { RoleGroups } from './RoleGroups';

export type Role = 'administrator' | 'manager' | 'developer';

/** The roles that a signed-in user holds; they add up. */
export function rolesOf(user: BackstageUserInfo, groups: RoleGroups): Role[] {
  const isIn = (refs: string[]) =>
    refs.some(ref => user.ownershipEntityRefs.includes(ref));
  return [
    ...(isIn(groups.administrators) ? ['administrator' as const] : []),
    ...(isIn(groups.managers) ? ['manager' as const] : []),
    'developer',
  ];
}
