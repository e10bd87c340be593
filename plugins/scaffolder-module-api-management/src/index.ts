/**
 * Fields of the software templates that deploy into linked accounts, for the old frontend system; the new one loads the
 * entry point `./alpha`.
 *
 * @packageDocumentation
 */
export {
  ApiManagementAccountPicker,
  ApiManagementDeploymentPreview,
  ApiManagementOpenApiDocument,
  ApiManagementRegionPicker,
  ApiManagementStackParameter,
  ApiManagementStackPicker,
} from './legacy';
