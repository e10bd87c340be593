/**
 * Software template actions that deploy into linked AWS accounts and take away again what they deployed.
 *
 * @packageDocumentation
 */
export { scaffolderModuleApiManagement as default } from './module';
export { createDeployInfrastructureAction } from './actions/deployInfrastructure';
export { createDestroyInfrastructureAction } from './actions/destroyInfrastructure';
export type { ActionServices } from './actions/ActionServices';
