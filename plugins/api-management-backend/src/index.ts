/**
 * Backend plugin of API management.
 *
 * @packageDocumentation
 */
export { apiManagementPlugin as default } from './plugin';
