import {
  accountReadPermission,
  gatewayApiReadPermission,
  invoiceCreditPermission,
  invoiceDeliverPermission,
  productCreatePermission,
  productPublishPermission,
  productReadPermission,
  productUpdatePermission,
  subscriptionApprovePermission,
  subscriptionManagePermission,
  subscriptionReadPermission,
} from '@oaf/backstage-plugin-api-management-common';
import { isProvider, isProviderAndNotRequester, ownsProduct } from './criteria';
import type { RoleRules } from './RoleRules';

/** Turns gateway APIs into products and looks after those that their groups own. */
export const manager: RoleRules = {
  [accountReadPermission.name]: 'always',
  [gatewayApiReadPermission.name]: 'always',
  [productCreatePermission.name]: 'always',
  [productReadPermission.name]: ownsProduct,
  [productUpdatePermission.name]: ownsProduct,
  [productPublishPermission.name]: ownsProduct,
  [subscriptionReadPermission.name]: isProvider,
  [subscriptionApprovePermission.name]: isProviderAndNotRequester,
  [subscriptionManagePermission.name]: isProvider,
  [invoiceCreditPermission.name]: isProvider,
  [invoiceDeliverPermission.name]: isProvider,
};
