/**
 * Software templates that deploy into linked AWS accounts and take away again what they deployed, and their actions.
 *
 * @packageDocumentation
 */
export { apiManagementTemplates as default } from './features';
export { scaffolderModuleApiManagement } from './module';
export { catalogModuleApiManagementTemplates } from './templatesModule';
export { createProductAction } from './actions/createProduct';
export { createDeployCloudFormationAction } from './actions/deployCloudFormation';
export { createDeployInfrastructureAction } from './actions/deployInfrastructure';
export { createDestroyInfrastructureAction } from './actions/destroyInfrastructure';
export { createImportApiAction } from './actions/importApi';
export type { ActionServices } from './actions/ActionServices';
