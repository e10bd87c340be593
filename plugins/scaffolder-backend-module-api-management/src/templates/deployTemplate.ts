import type {
  TemplateEntityV1beta3,
  TemplateParametersV1beta3,
} from '@backstage/plugin-scaffolder-common';
import {
  type StackParameter,
  type StackTemplate,
} from '@oaf/backstage-plugin-api-management-common';
import { previewProperty, propertyOf, whereProperties } from './properties';
import { deploymentOutput, templateEntity } from './templateEntity';
import { wordsOf } from './templateWords';

/** Says where a stack is, too. */
const isPlace = ({ name }: StackParameter) => name === 'HostedZoneId';

/** Asks for place and parameters of a stack, shows what would change, and deploys it. */
export function deployTemplate(stack: StackTemplate): TemplateEntityV1beta3 {
  const words = wordsOf(stack);
  return templateEntity(`${stack.driver}-deploy-${stack.name}`, words, {
    parameters: [
      whereStep(stack),
      ...whatStep(stack),
      previewStep(stack, words.thing),
    ],
    steps: [
      {
        id: 'deploy',
        name: words.title,
        action: 'api-management:infrastructure:deploy',
        input: {
          template: stack.name,
          accountLinkId: '${{ parameters.accountLinkId }}',
          region: '${{ parameters.region }}',
          stackName: '${{ parameters.stackName }}',
          deploymentId: '${{ parameters.deploymentId }}',
        },
      },
    ],
    output: deploymentOutput('deploy'),
  });
}

function whereStep({ driver, name, parameters }: StackTemplate) {
  const own = parameters.filter(isPlace);
  return {
    title: 'Where',
    required: ['accountLinkId', 'region', 'stackName', ...requiredOf(own)],
    properties: {
      ...whereProperties({ driver, stack: `oaf-${name}` }),
      ...propertiesOf(own),
    },
  };
}

/** Left out for a stack that has nothing to choose. */
function whatStep({ parameters }: StackTemplate): TemplateParametersV1beta3[] {
  const chosen = byGroup(
    parameters.filter(one => !isPlace(one) && !one.secret),
  );
  return chosen.length === 0
    ? []
    : [
        {
          title: 'What',
          required: requiredOf(chosen),
          properties: propertiesOf(chosen),
        },
      ];
}

function previewStep({ name, parameters }: StackTemplate, thing: string) {
  return {
    title: 'Preview',
    description: `What deploying ${thing} changes, and what it costs. Nothing is done yet.`,
    required: ['deploymentId'],
    properties: {
      deploymentId: previewProperty({
        action: 'deploy',
        template: name,
        parameters: parameters
          .filter(({ secret }) => !secret)
          .map(parameter => parameter.name),
      }),
    },
  };
}

/** Those of a group stand together, where the first of them stood. */
function byGroup(parameters: StackParameter[]) {
  const groups = [...new Set(parameters.map(({ group }) => group))];
  return groups.flatMap(group =>
    parameters.filter(parameter => parameter.group === group),
  );
}

function requiredOf(parameters: StackParameter[]) {
  return parameters
    .filter(parameter => parameter.default === undefined)
    .map(({ name }) => name);
}

function propertiesOf(parameters: StackParameter[]) {
  return Object.fromEntries(
    parameters.map((parameter, index) => {
      const isFirst = parameter.group !== parameters[index - 1]?.group;
      return [parameter.name, propertyOf(parameter, isFirst)];
    }),
  );
}
