/**
 * The API's door: client registration, token endpoint and authorizer, as named steps over ports.
 *
 * @packageDocumentation
 */
export * from './algorithms';
export * from './createAccessEndpoints';
export * from './createAuthorizer';
export * from './ports';
export * from './signer/createLocalTokenSigner';
