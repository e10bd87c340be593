/** Identifier of the gateway API that an entity was imported from. @public */
export const GATEWAY_API_ID_ANNOTATION =
  'api-management.openapiframework.io/gateway-api-id';
/** Account link that an entity was imported through. @public */
export const ACCOUNT_LINK_ID_ANNOTATION =
  'api-management.openapiframework.io/account-link-id';
