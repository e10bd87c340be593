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
  regionPicker,
  stackParameter,
  stackPicker,
} from './fields/fields';

const extensions = [
  FormFieldBlueprint.make({
    name: accountPicker.name,
    params: { field: async () => createFormField(accountPicker) },
  }),
  FormFieldBlueprint.make({
    name: regionPicker.name,
    params: { field: async () => createFormField(regionPicker) },
  }),
  FormFieldBlueprint.make({
    name: stackPicker.name,
    params: { field: async () => createFormField(stackPicker) },
  }),
  FormFieldBlueprint.make({
    name: stackParameter.name,
    params: { field: async () => createFormField(stackParameter) },
  }),
  FormFieldBlueprint.make({
    name: deploymentPreview.name,
    params: { field: async () => createFormField(deploymentPreview) },
  }),
];

/** @public */
export default createFrontendModule({ pluginId: 'scaffolder', extensions });
