/**
 * Certificate revocation lists, for edges that do not check them: an entry of its own, so that authorizers without
 * mutual TLS do not load an ASN.1 library.
 *
 * @packageDocumentation
 */
export * from './createRevocationLists';
export * from './RevocationUnknownError';
