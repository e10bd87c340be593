/**
 * Model, state tables, permissions, annotations and client of API management.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './client/ApiManagementClient';
export * from './costs';
export * from './definitionLimits';
export * from './ownTemplate';
export * from './parameterFault';
export * from './permissions';
export * from './restApi';
export * from './samples';
export * from './schema/openapi';
export * from './stackNamePattern';
export * from './states';
export * from './subscriptionEventTypes';
