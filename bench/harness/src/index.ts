/**
 * What benches of the backend share.
 *
 * @packageDocumentation
 */
export * from './database/multiply';
export * from './processes/Backend';
export * from './processes/eventually';
export * from './processes/freePort';
export * from './processes/linkAccounts';
export * from './processes/Process';
export * from './processes/Simulator';
export * from './processes/subscribe';
export * from './processes/timeTask';
export * from './processes/withBackend';
export * from './report/printTable';
export * from './report/Row';
export * from './signIn';
