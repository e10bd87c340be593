/**
 * The default role policy of API management, and its parts for a policy of your own.
 *
 * @packageDocumentation
 */
export { permissionModuleApiManagement as default } from './module';
export { decideApiManagement } from './decideApiManagement';
export { decideCatalog } from './decideCatalog';
export { decideScaffolder } from './decideScaffolder';
export { RolePolicy } from './RolePolicy';
export { readOtherPermissions, readRoleGroups } from './config';
export type { OtherPermissions } from './config';
export type { RoleGroups } from './roles/RoleGroups';
