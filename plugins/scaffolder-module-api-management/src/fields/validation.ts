import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { apiManagementApiRef } from '@oaf/backstage-plugin-api-management';
import {
  type DeploymentState,
  parameterFault,
} from '@oaf/backstage-plugin-api-management-common';
import type { PreviewOptions } from './deploymentInput';
import type { StackParameterOptions } from './StackParameterField';

/** What CloudFormation would refuse about a parameter's value. */
export const validateParameter: CustomFieldValidator<
  string,
  StackParameterOptions
> = (value, field, { uiSchema }) => {
  const { parameter } = uiSchema?.['ui:options'] as StackParameterOptions;
  // What is missing the form says by itself.
  const fault =
    (value ?? '') === '' && parameter.default === undefined
      ? undefined
      : parameterFault(parameter, value ?? '');
  if (fault) {
    field.addError(fault);
  }
};

/** There is nothing that could be confirmed, yet or any more. */
const problems: Partial<Record<DeploymentState, string>> = {
  queued: 'What it would change is not known yet',
  uploading: 'What it would change is not known yet',
  previewing: 'What it would change is not known yet',
  failed: 'This cannot be deployed: look above for what to do',
  cancelling: 'The preview was cancelled: look again',
  cancelled: 'The preview was cancelled: look again',
};

/** What is confirmed must have been shown. */
export const validatePreview: CustomFieldValidator<
  string,
  PreviewOptions
> = async (deploymentId, field, { apiHolder }) => {
  const client = apiHolder.get(apiManagementApiRef);
  if (!deploymentId || !client) {
    return;
  }
  const { state } = await client.getDeployment({ path: { deploymentId } });
  const problem = problems[state];
  if (problem) {
    field.addError(problem);
  }
};
