/**
 * A module of the api-management backend plugin: counts access logs with Amazon Athena.
 *
 * @packageDocumentation
 */
export { apiManagementModuleAthena as default } from './module';
