import { InputError } from '@backstage/errors';
import type {
  StackParameter,
  StackTemplate,
} from '@oaf/backstage-plugin-api-management-node';
import type { Values } from './DeploymentStore';

/**
 * What CloudFormation would refuse minutes later.
 *
 * @param kept - names of those that have a value already, which they keep
 * @throws InputError naming the first value that is wrong, and what would be right
 */
export function checkParameters(
  { name: template, parameters }: StackTemplate,
  given: Values,
  kept: string[],
): void {
  const names = parameters.map(({ name }) => name);
  const unknown = Object.keys(given).find(name => !names.includes(name));
  if (unknown) {
    throw refusal(
      unknown,
      `is no parameter of the template ${template}; it has: ${names.join(
        ', ',
      )}`,
    );
  }
  for (const parameter of parameters) {
    checkParameter(parameter, given[parameter.name], kept);
  }
}

function checkParameter(
  parameter: StackParameter,
  value: string | undefined,
  kept: string[],
) {
  const { name } = parameter;
  if (value !== undefined) {
    const fault = faultOf(parameter, value);
    if (fault) {
      throw refusal(name, fault);
    }
  } else if (parameter.default === undefined && !kept.includes(name)) {
    throw refusal(name, 'must be given');
  }
}

function refusal(name: string, what: string): InputError {
  return new InputError(`request/body/parameters/${name} ${what}`);
}

type Rule = (parameter: StackParameter, value: string) => string | undefined;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html */
const rules: Rule[] = [
  ({ allowedValues }, value) =>
    allowedValues && !allowedValues.includes(value)
      ? `must be one of: ${allowedValues.join(', ')}`
      : undefined,
  ({ type }, value) =>
    type === 'Number' && !isNumber(value) ? 'must be a number' : undefined,
  ({ type, minValue, maxValue }, value) =>
    type === 'Number' ? outside(Number(value), minValue, maxValue) : undefined,
  ({ minLength, maxLength }, value) => {
    const fault = outside(value.length, minLength, maxLength);
    return fault && `${fault} characters long`;
  },
  ({ allowedPattern, constraintDescription }, value) =>
    allowedPattern && !matches(allowedPattern, value)
      ? constraintDescription ?? `must match ${allowedPattern}`
      : undefined,
];

function faultOf(parameter: StackParameter, value: string) {
  for (const rule of rules) {
    const fault = rule(parameter, value);
    if (fault) {
      return fault;
    }
  }
  return undefined;
}

function isNumber(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text));
}

function outside(size: number, min = -Infinity, max = Infinity) {
  if (size < min) {
    return `must be at least ${min}`;
  }
  return size > max ? `must be at most ${max}` : undefined;
}

/** The pattern means the whole value. One that only Java reads is left to CloudFormation. */
function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 's').test(value);
  } catch {
    return true;
  }
}
