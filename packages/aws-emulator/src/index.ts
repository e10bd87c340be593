/**
 * AWS emulators for tests, from PyPI at pinned versions.
 *
 * @packageDocumentation
 */
export * from './authorizerForMiniStack';
export * from './createCaller';
export * from './createUser';
export * from './deleteResource';
export * from './deployStack';
export * from './Emulator';
export * from './enforcedIam';
export * from './keyPolicyForMiniStack';
export * from './makeNonceKeys';
export * from './partOf';
export * from './removeOrphans';
export * from './stackForMiniStack';
export * from './startEdge';
export * from './startEmulator';
export * from './startWeb';
export * from './trustStackForMiniStack';
export * from './whichEmulators';
