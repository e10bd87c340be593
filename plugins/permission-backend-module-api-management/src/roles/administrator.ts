import {
  apiManagementPermissions,
  credentialManagePermission,
  subscriptionApprovePermission,
} from '@oaf/backstage-plugin-api-management-common';
import { isConsumer, notRequester } from './criteria';
import type { RoleRules } from './RoleRules';

const everything: RoleRules = Object.fromEntries(
  apiManagementPermissions.map(({ name }) => [name, 'always' as const]),
);

/** Runs the platform: may do everything but decide on their own request and see what is secret to a consumer. */
export const administrator: RoleRules = {
  ...everything,
  [subscriptionApprovePermission.name]: notRequester,
  [credentialManagePermission.name]: isConsumer,
};
