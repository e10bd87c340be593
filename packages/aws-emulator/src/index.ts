/**
 * AWS emulators for tests, from PyPI at pinned versions.
 *
 * @packageDocumentation
 */
export * from './Emulator';
export * from './startEmulator';
export * from './whichEmulators';
