/**
 * A module of the api-management backend plugin: counts access logs in files with DuckDB.
 *
 * @packageDocumentation
 */
export { apiManagementModuleDuckDb as default } from './module';
export { readDuckDbLimits } from './config';
export type { DuckDbLimits } from './engine/DuckDb';
export { DuckDbLog } from './engine/DuckDbLog';
export {
  DuckDbUsageEngine,
  type CompleteUntil,
} from './engine/DuckDbUsageEngine';
export { openFolderLog } from './openFolderLog';
