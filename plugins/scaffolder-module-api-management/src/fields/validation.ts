import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { apiManagementApiRef } from '@oaf/backstage-plugin-api-management';
import {
  type DeploymentState,
  parameterFault,
} from '@oaf/backstage-plugin-api-management-common';
import type { PreviewOptions } from './deploymentInput';
import { type FieldProblem, sayProblem } from './problems';
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
const problems: Partial<Record<DeploymentState, FieldProblem>> = {
  queued: 'notKnownYet',
  uploading: 'notKnownYet',
  previewing: 'notKnownYet',
  failed: 'failed',
  cancelling: 'cancelled',
  cancelled: 'cancelled',
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
    field.addError(sayProblem(apiHolder, problem));
  }
};
