/**
 * Contract suites for implementations of the ports.
 *
 * @packageDocumentation
 */
export type { GatewayDriverFixture } from './driverSubject';
export * from './callSearchContract';
export * from './gatewayAccessContract';
export * from './gatewayDiscoveryContract';
export * from './everyIntegration';
export * from './exampleCall';
export * from './expectedUsage';
export * from './usageEngineContract';
export * from './textOf';
export * from './typeScriptThreads';
