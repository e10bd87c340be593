import {
  apiManagementPermissions,
  subscriptionApprovePermission,
} from '@oaf/backstage-plugin-api-management-common';
import { notRequester } from './criteria';
import type { RoleRules } from './RoleRules';

const everything: RoleRules = Object.fromEntries(
  apiManagementPermissions.map(({ name }) => [name, 'always' as const]),
);

/** Runs the platform: may do everything but decide on their own request. */
export const administrator: RoleRules = {
  ...everything,
  [subscriptionApprovePermission.name]: notRequester,
};
