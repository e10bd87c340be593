/**
 * Fields of the software templates that deploy into linked accounts, for the new frontend system.
 *
 * @packageDocumentation
 */
import { createFrontendModule } from '@backstage/frontend-plugin-api';
import {
  createFormField,
  FormFieldBlueprint,
} from '@backstage/plugin-scaffolder-react/alpha';
import {
  accountPicker,
  deploymentPreview,
  openApiDocument,
  regionPicker,
  stackParameter,
  stackPicker,
} from './fields/fields';

const provide = (field: Parameters<typeof createFormField>[0]) =>
  FormFieldBlueprint.make({
    name: field.name,
    params: { field: async () => createFormField(field) },
  });

/** @public */
export default createFrontendModule({
  pluginId: 'scaffolder',
  extensions: [
    provide(accountPicker),
    provide(regionPicker),
    provide(stackPicker),
    provide(stackParameter),
    provide(openApiDocument),
    provide(deploymentPreview),
  ],
});
