import type { StackParameter } from '@oaf/backstage-plugin-api-management-node';

type TemplateParameter = {
  Type: string;
  Description?: string;
  Default?: string | number;
  AllowedValues?: Array<string | number>;
  AllowedPattern?: string;
  ConstraintDescription?: string;
  MinLength?: number | string;
  MaxLength?: number | string;
  MinValue?: number | string;
  MaxValue?: number | string;
  NoEcho?: boolean | string;
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cloudformation-interface.html */
type ParameterInterface = {
  ParameterGroups?: Array<{
    Label?: { default?: string };
    Parameters?: string[];
  }>;
  ParameterLabels?: Record<string, { default?: string }>;
};

/** As YAML 1.1 has it, which CloudFormation reads. */
const TRUE = /^(true|yes|on|y)$/i;

export const INSTALLATION = 'Installation';
export const ARTIFACT_BUCKET = 'ArtifactBucket';

/** Those that are not for people to choose. */
export function isOwnParameter(name: string): boolean {
  return (
    name === INSTALLATION || name === ARTIFACT_BUCKET || /.Archive$/.test(name)
  );
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html */
export function readParameters(template: {
  Parameters?: Record<string, TemplateParameter>;
  Metadata?: Record<string, unknown>;
}): StackParameter[] {
  const { ParameterGroups: groups = [], ParameterLabels: labels = {} } =
    (template.Metadata?.['AWS::CloudFormation::Interface'] ??
      {}) as ParameterInterface;
  return Object.entries(template.Parameters ?? {}).map(([name, parameter]) => ({
    name,
    label: labels[name]?.default,
    group: groups.find(each => each.Parameters?.includes(name))?.Label?.default,
    type: parameter.Type,
    description: parameter.Description,
    default: optional(parameter.Default, String),
    allowedValues: parameter.AllowedValues?.map(String),
    allowedPattern: parameter.AllowedPattern,
    constraintDescription: parameter.ConstraintDescription,
    minLength: optional(parameter.MinLength, Number),
    maxLength: optional(parameter.MaxLength, Number),
    minValue: optional(parameter.MinValue, Number),
    maxValue: optional(parameter.MaxValue, Number),
    secret: TRUE.test(String(parameter.NoEcho)),
  }));
}

function optional<Result>(
  value: string | number | undefined,
  convert: (value: string | number) => Result,
): Result | undefined {
  return value === undefined ? undefined : convert(value);
}
