/**
 * The API's door: client registration, token endpoint and authorizer, as named steps over ports.
 *
 * @packageDocumentation
 */
export { type SigningAlgorithm, signingAlgorithms } from './algorithms';
export * from './authorizer/Authorization';
export * from './createAccessEndpoints';
export * from './createAccessService';
export * from './createAuthorizer';
export type { Connection } from './connection';
export type {
  AccessEndpointsOptions,
  MutualTlsOptions,
} from './endpoints/Endpoint';
export * from './keys/createRemoteTokenKeys';
export * from './ports';
export * from './registration/addKeys';
export * from './registration/areSameKeys';
export * from './registration/expiryOf';
export { endOf } from './registration/liveKeys';
export * from './request/AccessRequest';
export * from './signer/LocalKeyPairs';
export * from './signer/createLocalTokenSigner';
