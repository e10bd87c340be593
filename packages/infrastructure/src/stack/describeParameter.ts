import type { Stack } from 'aws-cdk-lib';

const INTERFACE = 'AWS::CloudFormation::Interface';

type Interface = {
  ParameterGroups: Array<{ Label: { default: string }; Parameters: string[] }>;
  ParameterLabels: Record<string, { default: string }>;
};

/**
 * Says in the template what a parameter is called and where it stands: in AWS's console and in the portal alike.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cloudformation-interface.html
 */
export function describeParameter(
  { templateOptions }: Stack,
  parameter: { name: string; label: string; group: string },
): void {
  const { name, label, group } = parameter;
  templateOptions.metadata ??= {};
  const { ParameterGroups: groups, ParameterLabels: labels } =
    (templateOptions.metadata[INTERFACE] ??= {
      ParameterGroups: [],
      ParameterLabels: {},
    } satisfies Interface) as Interface;
  labels[name] = { default: label };
  const known = groups.find(each => each.Label.default === group);
  if (known) {
    known.Parameters.push(name);
  } else {
    groups.push({ Label: { default: group }, Parameters: [name] });
  }
}
