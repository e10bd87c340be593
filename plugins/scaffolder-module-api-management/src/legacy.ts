import { scaffolderPlugin } from '@backstage/plugin-scaffolder';
import {
  createScaffolderFieldExtension,
  type FieldExtensionOptions,
} from '@backstage/plugin-scaffolder-react';
import {
  accountPicker,
  deploymentPreview,
  openApiDocument,
  regionPicker,
  stackParameter,
  stackPicker,
} from './fields/fields';

const provide = <Value, Options extends {}>(
  field: FieldExtensionOptions<Value, Options>,
) => scaffolderPlugin.provide(createScaffolderFieldExtension(field));

/** Chooses a linked account; those that cannot be deployed into say why. @public */
export const ApiManagementAccountPicker = provide(accountPicker);

/** Chooses a region of the account that `accountLinkId` names. @public */
export const ApiManagementRegionPicker = provide(regionPicker);

/** Chooses a deployed stack. @public */
export const ApiManagementStackPicker = provide(stackPicker);

/** Asks for a parameter of a stack. @public */
export const ApiManagementStackParameter = provide(stackParameter);

/** Shows what would change before it is confirmed. @public */
export const ApiManagementDeploymentPreview = provide(deploymentPreview);

/** Asks for an OpenAPI document that a REST API is made of. @public */
export const ApiManagementOpenApiDocument = provide(openApiDocument);
