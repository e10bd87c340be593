import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import {
  API_PRODUCT_RESOURCE_TYPE,
  APPLICATION_RESOURCE_TYPE,
  SUBSCRIPTION_RESOURCE_TYPE,
} from '@oaf/backstage-plugin-api-management-common';
import type { ProductState } from '@oaf/backstage-plugin-api-management-common';

/** A condition on one property: it holds when the property's value is one of `values`. @public */
export type PropertyFilter<Property extends string> = {
  property: Property;
  values: string[];
};

/** Stands in `audience` for everyone who is signed in. @public */
export const EVERYONE = '*';

/** @public */
export type ApiProductResource = {
  id: string;
  owner: string;
  state: ProductState;
  /** Group references, or just {@link EVERYONE}. */
  audience: string[];
};
/** @public */
export type ApiProductFilter = PropertyFilter<'owner' | 'state' | 'audience'>;

/** @public */
export const apiProductResourceRef = createPermissionResourceRef<
  ApiProductResource,
  ApiProductFilter
>().with({
  pluginId: 'api-management',
  resourceType: API_PRODUCT_RESOURCE_TYPE,
});

/** @public */
export type ApplicationResource = { id: string; owner: string };
/** @public */
export type ApplicationFilter = PropertyFilter<'owner'>;

/** @public */
export const applicationResourceRef = createPermissionResourceRef<
  ApplicationResource,
  ApplicationFilter
>().with({
  pluginId: 'api-management',
  resourceType: APPLICATION_RESOURCE_TYPE,
});

/** @public */
export type SubscriptionResource = {
  id: string;
  applicationOwner: string;
  productOwner: string;
  requestedBy: string;
};
/** @public */
export type SubscriptionFilter = PropertyFilter<
  'applicationOwner' | 'productOwner' | 'requestedBy'
>;

/** @public */
export const subscriptionResourceRef = createPermissionResourceRef<
  SubscriptionResource,
  SubscriptionFilter
>().with({
  pluginId: 'api-management',
  resourceType: SUBSCRIPTION_RESOURCE_TYPE,
});
