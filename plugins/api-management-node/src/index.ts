/**
 * Ports, extension points and permission rules of API management.
 *
 * @packageDocumentation
 */
export * from './billing/BillingSink';
export * from './extensionPoints';
export * from './gateway/AccessGateway';
export * from './gateway/AccountLinking';
export * from './gateway/GatewayAccess';
export * from './gateway/GatewayDiscovery';
export * from './gateway/GatewayDrift';
export * from './gateway/GatewayDriver';
export * from './gateway/GatewayError';
export * from './gateway/GatewayPublishing';
export * from './gateway/LinkedAccount';
export * from './gateway/ResourceCapacity';
export * from './gateway/StackDeployment';
export * from './health/readinessChecks';
export * from './health/rootHealthServiceFactory';
export * from './permissions/applicationRules';
export * from './permissions/productRules';
export * from './permissions/resources';
export * from './permissions/subscriptionRules';
export * from './secrets/DataKeys';
export * from './usage/GatewayCounters';
export * from './usage/LoggedCall';
export * from './usage/readTimeCursor';
export * from './usage/UsageEngine';
export * from './usage/UsageRoute';
