import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import { previewProperty } from './properties';
import { deploymentOutput, templateEntity } from './templateEntity';

const words = {
  title: 'Remove a stack',
  description:
    'Takes away what was deployed. What holds data stays, as the template of the stack says, unless you say otherwise.',
  tags: [],
};

/** Asks for a deployed stack, shows what would be removed, and removes it. */
export const removeTemplate: TemplateEntityV1beta3 = templateEntity(
  'remove-stack',
  words,
  {
    parameters: [
      {
        title: 'Where',
        required: ['stack'],
        properties: {
          stack: {
            title: 'Stack',
            type: 'object',
            required: ['accountLinkId', 'region', 'stackName'],
            properties: {
              accountLinkId: { type: 'string' },
              region: { type: 'string' },
              stackName: { type: 'string' },
            },
            'ui:field': 'ApiManagementStackPicker',
          },
          deleteKeptOf: {
            title: 'Delete what it keeps, too',
            type: 'string',
            description:
              'Leave it empty: tables, buckets, people, secrets and keys stay. Type the name of the stack to delete them for good; only secrets and keys can be got back, for 30 days.',
            'ui:autocomplete': 'off',
          },
        },
      },
      {
        title: 'Preview',
        description: 'What is removed, and what stays. Nothing is done yet.',
        required: ['deploymentId'],
        properties: {
          deploymentId: previewProperty({ action: 'destroy' }),
        },
      },
    ],
    steps: [
      {
        id: 'remove',
        name: words.title,
        action: 'api-management:infrastructure:destroy',
        input: {
          accountLinkId: '${{ parameters.stack.accountLinkId }}',
          region: '${{ parameters.stack.region }}',
          stackName: '${{ parameters.stack.stackName }}',
          deleteKeptOf: '${{ parameters.deleteKeptOf }}',
          deploymentId: '${{ parameters.deploymentId }}',
        },
      },
    ],
    output: deploymentOutput('remove'),
  },
);
