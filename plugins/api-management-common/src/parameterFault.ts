import type { StackParameter } from './schema/openapi/generated/models';

/** What a template says of a parameter's values. @public */
export type StackParameterBounds = Pick<
  StackParameter,
  | 'type'
  | 'allowedValues'
  | 'allowedPattern'
  | 'constraintDescription'
  | 'minLength'
  | 'maxLength'
  | 'minValue'
  | 'maxValue'
>;

type Rule = (
  parameter: StackParameterBounds,
  value: string,
) => string | undefined;

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
  ({ type, allowedPattern, constraintDescription }, value) =>
    allowedPattern &&
    itemsOf(type, value).some(item => !matches(allowedPattern, item))
      ? constraintDescription ?? `must match ${allowedPattern}`
      : undefined,
];

/**
 * What CloudFormation would refuse about a parameter's value, e.g. `must be a number`; undefined when nothing is wrong.
 *
 * @public
 */
export function parameterFault(
  parameter: StackParameterBounds,
  value: string,
): string | undefined {
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

/** A pattern is about each item of a list. */
function itemsOf(type: string, value: string) {
  return type === 'CommaDelimitedList'
    ? value.split(',').map(item => item.trim())
    : [value];
}

/** The pattern means the whole value. One that only Java reads is left to CloudFormation. */
function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 's').test(value);
  } catch {
    return true;
  }
}
