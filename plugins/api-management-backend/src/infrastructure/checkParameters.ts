import { InputError } from '@backstage/errors';
import { parameterFault } from '@oaf/backstage-plugin-api-management-common';
import type {
  StackParameter,
  StackTemplate,
} from '@oaf/backstage-plugin-api-management-node';
import type { Values } from './DeploymentStore';
import { titleOfTemplate } from './titleOfTemplate';

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
      `is no parameter of ${titleOfTemplate(template)}; it has: ${
        names.join(', ') || 'none'
      }`,
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
    const fault = parameterFault(parameter, value);
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
