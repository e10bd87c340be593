/**
 * Work that would keep the backend's event loop from everybody else, done in threads. Small, so that a thread can load it
 * alone.
 *
 * @packageDocumentation
 */
export * from './JobFailure';
export * from './JobThread';
export { serveJobs, type Jobs } from './serveJobs';
