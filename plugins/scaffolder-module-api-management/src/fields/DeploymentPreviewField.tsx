import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { DeploymentPreview } from '@oaf/backstage-plugin-api-management/fields';
import { useMemo } from 'react';
import { deploymentInput, type PreviewOptions } from './deploymentInput';
import { valuesOf } from './formValues';

/** Shows what the form would change; its value is the id of the deployment that waits to be confirmed. */
export default function DeploymentPreviewField({
  formData,
  formContext,
  onChange,
  uiSchema,
}: FieldExtensionComponentProps<string, PreviewOptions>) {
  const options = uiSchema['ui:options'] as PreviewOptions;
  // A template may take a second to make.
  const input = useMemo(
    () => deploymentInput(options, valuesOf(formContext)),
    [options, formContext],
  );
  return input ? (
    <DeploymentPreview input={input} value={formData} onChange={onChange} />
  ) : null;
}
