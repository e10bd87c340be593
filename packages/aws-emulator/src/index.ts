/**
 * AWS emulators for tests, from PyPI at pinned versions.
 *
 * @packageDocumentation
 */
export * from './createCaller';
export * from './Emulator';
export * from './enforcedIam';
export * from './stackForMiniStack';
export * from './startEmulator';
export * from './trustStackForMiniStack';
export * from './whichEmulators';
