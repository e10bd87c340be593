import {
  applicationCreatePermission,
  applicationReadPermission,
  applicationUpdatePermission,
  credentialManagePermission,
  productReadPermission,
  subscriptionCancelPermission,
  subscriptionReadPermission,
} from '@oaf/backstage-plugin-api-management-common';
import { isConsumer, isOffered, ownsApplication } from './criteria';
import type { RoleRules } from './RoleRules';

/** Everyone who is signed in: finds products, makes applications and holds their subscriptions. */
export const developer: RoleRules = {
  [productReadPermission.name]: isOffered,
  [applicationCreatePermission.name]: 'always',
  [applicationReadPermission.name]: ownsApplication,
  [applicationUpdatePermission.name]: ownsApplication,
  [subscriptionReadPermission.name]: isConsumer,
  [subscriptionCancelPermission.name]: isConsumer,
  [credentialManagePermission.name]: isConsumer,
};
