/**
 * The embedded gateway of API management: a backend module for development and for one machine.
 *
 * @packageDocumentation
 */
export { apiManagementModuleLocal as default } from './module';
