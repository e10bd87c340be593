import {
  type StackParameter,
  stackNamePattern,
} from '@oaf/backstage-plugin-api-management-common';

/** The field has the words of the stack's template, and its rules: CloudFormation's patterns are not JSON schema's. */
export function propertyOf(parameter: StackParameter, isFirst: boolean) {
  const { name, label = name, description, group, default: value } = parameter;
  return {
    title: label,
    description,
    type: 'string',
    ...(value !== undefined && { default: value }),
    'ui:field': 'ApiManagementStackParameter',
    'ui:options': {
      parameter: { ...parameter },
      ...(isFirst && group && { heading: group }),
    },
  };
}

/** Is asked for as if the stack's template had it. */
const stackName = (value: string | undefined): StackParameter => ({
  name: 'stackName',
  label: 'Stack',
  type: 'String',
  default: value,
  allowedPattern: stackNamePattern,
  constraintDescription:
    'must begin with oaf-, and have letters, digits and hyphens only, at most 64 characters',
  secret: false,
});

/** Where a stack is. Without `stack`, its name has to be given. */
export const whereProperties = (options: {
  driver: string;
  stack?: string;
}) => ({
  accountLinkId: {
    title: 'Account',
    type: 'string',
    'ui:field': 'ApiManagementAccountPicker',
    'ui:options': { driver: options.driver },
    // Its value says nothing to people; the preview has said which account it is.
    'ui:backstage': { review: { show: false } },
  },
  region: {
    title: 'Region',
    type: 'string',
    'ui:field': 'ApiManagementRegionPicker',
  },
  stackName: propertyOf(stackName(options.stack), false),
});

/** Shows what the other pages of the form would change. */
export const previewProperty = (options: object) => ({
  title: 'Changes',
  type: 'string',
  'ui:field': 'ApiManagementDeploymentPreview',
  'ui:options': options,
  'ui:backstage': { review: { show: false } },
});
