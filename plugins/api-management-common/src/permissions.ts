import { createPermission } from '@backstage/plugin-permission-common';

/** @public */
export const API_PRODUCT_RESOURCE_TYPE = 'api-product';
/** @public */
export const APPLICATION_RESOURCE_TYPE = 'api-application';
/** @public */
export const SUBSCRIPTION_RESOURCE_TYPE = 'api-subscription';

/** See linked accounts and the gateway APIs imported from them. @public */
export const accountReadPermission = createPermission({
  name: 'api-management.account.read',
  attributes: { action: 'read' },
});

/** Link, verify, change, sync and unlink accounts; see their external ids. @public */
export const accountManagePermission = createPermission({
  name: 'api-management.account.manage',
  attributes: { action: 'update' },
});

/** See imported gateway APIs. @public */
export const gatewayApiReadPermission = createPermission({
  name: 'api-management.gateway-api.read',
  attributes: { action: 'read' },
});

/** Make an API product for a group one belongs to. @public */
export const productCreatePermission = createPermission({
  name: 'api-management.product.create',
  attributes: { action: 'create' },
});

/** @public */
export const productReadPermission = createPermission({
  name: 'api-management.product.read',
  attributes: { action: 'read' },
  resourceType: API_PRODUCT_RESOURCE_TYPE,
});

/** Change a product, its plans and prices, and delete its draft. @public */
export const productUpdatePermission = createPermission({
  name: 'api-management.product.update',
  attributes: { action: 'update' },
  resourceType: API_PRODUCT_RESOURCE_TYPE,
});

/** Publish, unpublish, deprecate and retire a product. @public */
export const productPublishPermission = createPermission({
  name: 'api-management.product.publish',
  attributes: { action: 'update' },
  resourceType: API_PRODUCT_RESOURCE_TYPE,
});

/** Make an application for oneself or a group one belongs to. @public */
export const applicationCreatePermission = createPermission({
  name: 'api-management.application.create',
  attributes: { action: 'create' },
});

/** @public */
export const applicationReadPermission = createPermission({
  name: 'api-management.application.read',
  attributes: { action: 'read' },
  resourceType: APPLICATION_RESOURCE_TYPE,
});

/** Change or delete an application, and subscribe it. @public */
export const applicationUpdatePermission = createPermission({
  name: 'api-management.application.update',
  attributes: { action: 'update' },
  resourceType: APPLICATION_RESOURCE_TYPE,
});

/** See a subscription with its timeline, usage and bills. @public */
export const subscriptionReadPermission = createPermission({
  name: 'api-management.subscription.read',
  attributes: { action: 'read' },
  resourceType: SUBSCRIPTION_RESOURCE_TYPE,
});

/** Approve or reject a request. @public */
export const subscriptionApprovePermission = createPermission({
  name: 'api-management.subscription.approve',
  attributes: { action: 'update' },
  resourceType: SUBSCRIPTION_RESOURCE_TYPE,
});

/** Suspend, resume, retry or end a subscription as the provider. @public */
export const subscriptionManagePermission = createPermission({
  name: 'api-management.subscription.manage',
  attributes: { action: 'update' },
  resourceType: SUBSCRIPTION_RESOURCE_TYPE,
});

/** Withdraw or end a subscription as the consumer who holds it. @public */
export const subscriptionCancelPermission = createPermission({
  name: 'api-management.subscription.cancel',
  attributes: { action: 'update' },
  resourceType: SUBSCRIPTION_RESOURCE_TYPE,
});

/** End a damaged subscription, whose application, product or plan is missing. @public */
export const subscriptionRepairPermission = createPermission({
  name: 'api-management.subscription.repair',
  attributes: { action: 'update' },
  resourceType: SUBSCRIPTION_RESOURCE_TYPE,
});

/** Give lines of an invoice back by a credit note. @public */
export const invoiceCreditPermission = createPermission({
  name: 'api-management.invoice.credit',
  attributes: { action: 'update' },
  resourceType: SUBSCRIPTION_RESOURCE_TYPE,
});

/** See where an invoice was handed over to, and hand it over anew. @public */
export const invoiceDeliverPermission = createPermission({
  name: 'api-management.invoice.deliver',
  attributes: { action: 'update' },
  resourceType: SUBSCRIPTION_RESOURCE_TYPE,
});

/** Reveal, issue and revoke the credentials of a subscription. @public */
export const credentialManagePermission = createPermission({
  name: 'api-management.credential.manage',
  attributes: { action: 'update' },
  resourceType: SUBSCRIPTION_RESOURCE_TYPE,
});

/** See what is deployed into linked accounts, and how deployments go. @public */
export const infrastructureReadPermission = createPermission({
  name: 'api-management.infrastructure.read',
  attributes: { action: 'read' },
});

/** Deploy stacks into linked accounts, change them and compare them with their templates. @public */
export const infrastructureDeployPermission = createPermission({
  name: 'api-management.infrastructure.deploy',
  attributes: { action: 'update' },
});

/** Remove stacks from linked accounts. @public */
export const infrastructureDestroyPermission = createPermission({
  name: 'api-management.infrastructure.destroy',
  attributes: { action: 'delete' },
});

/** @public */
export const apiManagementPermissions = [
  accountReadPermission,
  accountManagePermission,
  gatewayApiReadPermission,
  productCreatePermission,
  productReadPermission,
  productUpdatePermission,
  productPublishPermission,
  applicationCreatePermission,
  applicationReadPermission,
  applicationUpdatePermission,
  subscriptionReadPermission,
  subscriptionApprovePermission,
  subscriptionManagePermission,
  subscriptionCancelPermission,
  subscriptionRepairPermission,
  credentialManagePermission,
  invoiceCreditPermission,
  invoiceDeliverPermission,
  infrastructureReadPermission,
  infrastructureDeployPermission,
  infrastructureDestroyPermission,
];
