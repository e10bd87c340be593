/**
 * Brings Amazon API Gateway under management: a GatewayDriver of type `aws`.
 *
 * @packageDocumentation
 */
export { apiManagementModuleAws as default } from './module';
