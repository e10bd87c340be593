import { lazyField } from './lazyField';
import { validateDocument } from './validateDocument';
import { validateParameter, validatePreview } from './validation';

/** `ui:field: ApiManagementAccountPicker` */
export const accountPicker = {
  name: 'ApiManagementAccountPicker',
  component: lazyField(() => import('./AccountPicker')),
};

/** `ui:field: ApiManagementRegionPicker` */
export const regionPicker = {
  name: 'ApiManagementRegionPicker',
  component: lazyField(() => import('./RegionPicker')),
};

/** `ui:field: ApiManagementStackPicker` */
export const stackPicker = {
  name: 'ApiManagementStackPicker',
  component: lazyField(() => import('./StackPicker')),
};

/** `ui:field: ApiManagementStackParameter` */
export const stackParameter = {
  name: 'ApiManagementStackParameter',
  component: lazyField(() => import('./StackParameterField')),
  validation: validateParameter,
};

/** `ui:field: ApiManagementOpenApiDocument` */
export const openApiDocument = {
  name: 'ApiManagementOpenApiDocument',
  component: lazyField(() => import('./OpenApiDocumentField')),
  validation: validateDocument,
};

/** `ui:field: ApiManagementDeploymentPreview` */
export const deploymentPreview = {
  name: 'ApiManagementDeploymentPreview',
  component: lazyField(() => import('./DeploymentPreviewField')),
  validation: validatePreview,
};
