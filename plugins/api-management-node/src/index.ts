/**
 * Ports, extension points and permission rules of API management.
 *
 * @packageDocumentation
 */
export * from './extensionPoints';
export * from './gateway/GatewayDriver';
export * from './permissions/applicationRules';
export * from './permissions/productRules';
export * from './permissions/resources';
export * from './permissions/subscriptionRules';
export * from './usage/UsageEngine';
