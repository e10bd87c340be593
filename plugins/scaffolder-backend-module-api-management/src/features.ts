import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { scaffolderModuleApiManagement } from './module';
import { catalogModuleApiManagementTemplates } from './templatesModule';

/**
 * The actions, and the templates that use them: one without the other is of no use. They extend two plugins; where one
 * of these is in another backend, its module is passed over, and the package is added there, too.
 *
 * @public
 */
export const apiManagementTemplates = createBackendFeatureLoader({
  loader: () => [
    scaffolderModuleApiManagement,
    catalogModuleApiManagementTemplates,
  ],
});
