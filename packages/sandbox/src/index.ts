/**
 * Sample upstream APIs and a development OpenID provider.
 *
 * @packageDocumentation
 */
export { sandboxServiceFactory as default } from './sandboxServiceFactory';
export { sandboxServiceRef } from './sandboxServiceFactory';
export type { Sandbox } from './Sandbox';
export { PortInUseError, SandboxInProductionError } from './errors';
export { findPersona, personas } from './personas';
export type { Persona } from './personas';
export { sampleApiDefinitionPath, sampleApis } from './upstreams/sampleApis';
export type { SampleApi } from './upstreams/sampleApis';
