import {
  type DeploymentInput,
  type StackParameter,
  stackNamePattern,
  type StackTemplate,
} from '@oaf/backstage-plugin-api-management-common';
import type { FieldProblems, ToField } from '../../../shared';

/** What is chosen for a deployment so far. */
export type DeploymentForm = {
  /** Of {@link templateKey}. */
  template: string;
  accountLinkId: string;
  region: string;
  stackName: string;
  /** By parameter; only those that were typed or chosen. */
  values: Record<string, string>;
};

/** Where the form begins. */
export type FormStart = Omit<DeploymentForm, 'values'> & {
  /** Values that are filled in, by parameter. */
  filled: Record<string, string>;
  /** There is a stack, which keeps what is not given anew, secrets included. */
  keeps: boolean;
};

/** Nothing is chosen yet. */
export const emptyStart: FormStart = {
  template: '',
  accountLinkId: '',
  region: '',
  stackName: '',
  filled: {},
  keeps: false,
};

/** Templates of two drivers may have the same name. */
export const templateKey = ({
  driver,
  name,
}: Pick<StackTemplate, 'driver' | 'name'>) => `${driver}/${name}`;

/** The key of a parameter's problem. */
export const parameterField = (name: string) => `parameters/${name}`;

/** What a field shows until it is changed. */
const filledIn = (
  { name, default: ofTemplate }: StackParameter,
  { filled }: FormStart,
) => filled[name] ?? ofTemplate ?? '';

/** The value of a parameter as the form has it. */
export const valueOf = (
  parameter: StackParameter,
  form: DeploymentForm,
  start: FormStart,
) => form.values[parameter.name] ?? filledIn(parameter, start);

/** Whether the stack has a value that an empty field leaves as it is. */
export const isKept = (
  { name, secret }: StackParameter,
  { keeps, filled }: FormStart,
) => keeps && (secret || name in filled);

/** It had a value, and shall have none; an empty secret says nothing. */
export const isEmptied = (
  parameter: StackParameter,
  value: string,
  start: FormStart,
) => value === '' && !parameter.secret && filledIn(parameter, start) !== '';

const stackNames = new RegExp(`^${stackNamePattern}$`);

/** What is missing or wrong about the place, before the backend is asked. */
export function placeProblems(
  form: DeploymentForm,
  sentences: { missing: string; stackName: string },
): FieldProblems {
  const { accountLinkId, region, stackName } = form;
  return {
    ...(accountLinkId === '' && { accountLinkId: sentences.missing }),
    ...(region === '' && { region: sentences.missing }),
    ...(!stackNames.test(stackName) && {
      stackName: sentences.stackName,
    }),
  };
}

/** Fields of the step that asks for the place. */
export const placeFields = ['accountLinkId', 'region', 'stackName'];

/** Where each part of the body is typed. */
export const toDeploymentField =
  (template: StackTemplate | undefined): ToField =>
  ([first, name]) => {
    if (first === 'parameters') {
      return template?.parameters.some(each => each.name === name)
        ? parameterField(name)
        : undefined;
    }
    return placeFields.find(each => each === first);
  };

/** What the backend is asked with; an empty field that was empty before says nothing. */
export function toDeploymentInput(
  form: DeploymentForm,
  template: StackTemplate,
  start: FormStart,
): DeploymentInput {
  const { accountLinkId, region, stackName } = form;
  const values = template.parameters
    .map(parameter => ({ parameter, value: valueOf(parameter, form, start) }))
    .filter(
      ({ parameter, value }) =>
        value !== '' || isEmptied(parameter, value, start),
    );
  return {
    action: 'deploy',
    accountLinkId,
    region,
    stackName,
    template: template.name,
    parameters: Object.fromEntries(
      values.map(({ parameter: { name }, value }) => [name, value]),
    ),
  };
}
