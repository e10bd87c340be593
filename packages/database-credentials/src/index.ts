/**
 * Database credentials of a Backstage backend from AWS Secrets Manager.
 *
 * @packageDocumentation
 */
export { loadDatabaseCredentials as default } from './loadDatabaseCredentials';
