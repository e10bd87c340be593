import {
  parameterFault,
  type StackParameter,
  type StackTemplate,
} from '@oaf/backstage-plugin-api-management-common';
import { type FieldProblems, sayProblem } from '../../../shared';
import {
  type DeploymentForm,
  type FormStart,
  isEmptied,
  isKept,
  parameterField,
  valueOf,
} from './DeploymentForm';

/** What the backend would refuse about the values, each at its field. */
export function parameterProblems(
  template: StackTemplate,
  form: DeploymentForm,
  start: FormStart,
): FieldProblems {
  return Object.fromEntries(
    template.parameters.flatMap(parameter => {
      const value = valueOf(parameter, form, start);
      const problem = problemOf(parameter, value, start);
      return problem ? [[parameterField(parameter.name), problem]] : [];
    }),
  );
}

function problemOf(parameter: StackParameter, value: string, start: FormStart) {
  const isOptional =
    parameter.default !== undefined || isKept(parameter, start);
  if (value === '' && !isOptional) {
    return 'Fill this in.';
  }
  const isSent = value !== '' || isEmptied(parameter, value, start);
  const fault = isSent ? parameterFault(parameter, value) : undefined;
  return fault && sayProblem(fault);
}
