/**
 * Entity provider: the gateway APIs of linked accounts as API entities.
 *
 * @packageDocumentation
 */
export { catalogModuleApiManagement as default } from './module';
export { ApiManagementEntityProvider } from './ApiManagementEntityProvider';
export {
  createGatewayApiChangeReader,
  type GatewayApiChangeReader,
} from './GatewayApiChangeReader';
export { createOwnEntityReader, type OwnEntityReader } from './OwnEntityReader';
export {
  gatewayApiEntity,
  type GatewayApiUpsert,
} from './entity/gatewayApiEntity';
