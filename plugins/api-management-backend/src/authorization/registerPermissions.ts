import type {
  LoggerService,
  PermissionsRegistryService,
} from '@backstage/backend-plugin-api';
import {
  API_PRODUCT_RESOURCE_TYPE,
  apiManagementPermissions,
  APPLICATION_RESOURCE_TYPE,
  SUBSCRIPTION_RESOURCE_TYPE,
} from '@oaf/backstage-plugin-api-management-common';
import {
  apiProductResourceRef,
  applicationResourceRef,
  applicationRules,
  productRules,
  subscriptionResourceRef,
  subscriptionRules,
} from '@oaf/backstage-plugin-api-management-node';
import { isResourcePermission } from '@backstage/plugin-permission-common';
import type { ApplicationStore } from '../applications/ApplicationStore';
import { tellableError } from '../failures/tellableError';
import { toResource as productResource } from '../products/ProductPresenter';
import type { ProductStore } from '../products/ProductStore';
import { toResource as subscriptionResource } from '../subscriptions/SubscriptionPresenter';
import type { SubscriptionStore } from '../subscriptions/SubscriptionStore';

/** Makes permissions, rules and resources known, so that policies can be written against them. */
export function registerPermissions(
  registry: PermissionsRegistryService,
  stores: {
    productStore: ProductStore;
    applicationStore: ApplicationStore;
    subscriptionStore: SubscriptionStore;
  },
  logger: LoggerService,
) {
  registry.addPermissions(
    apiManagementPermissions.filter(
      permission => !isResourcePermission(permission),
    ),
  );
  registry.addResourceType({
    resourceRef: apiProductResourceRef,
    permissions: permissionsOf(API_PRODUCT_RESOURCE_TYPE),
    rules: Object.values(productRules),
    getResources: each(logger, async id =>
      optional(await stores.productStore.find(id), productResource),
    ),
  });
  registry.addResourceType({
    resourceRef: applicationResourceRef,
    permissions: permissionsOf(APPLICATION_RESOURCE_TYPE),
    rules: Object.values(applicationRules),
    getResources: each(logger, id => stores.applicationStore.find(id)),
  });
  registry.addResourceType({
    resourceRef: subscriptionResourceRef,
    permissions: permissionsOf(SUBSCRIPTION_RESOURCE_TYPE),
    rules: Object.values(subscriptionRules),
    getResources: each(logger, async id =>
      optional(await stores.subscriptionStore.find(id), subscriptionResource),
    ),
  });
}

function permissionsOf(resourceType: string) {
  return apiManagementPermissions.filter(permission =>
    isResourcePermission(permission, resourceType),
  );
}

function each<Resource>(
  logger: LoggerService,
  find: (id: string) => Promise<Resource | undefined>,
) {
  return async (ids: string[]) => {
    try {
      return await Promise.all(ids.map(find));
    } catch (error) {
      throw tellableError(error, logger);
    }
  };
}

function optional<Value, Result>(
  value: Value | undefined,
  map: (value: Value) => Result,
) {
  return value && map(value);
}
