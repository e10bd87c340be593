import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description:
      'Finds out what would be removed, and waits until it is confirmed',
    example: stringify({
      steps: [
        {
          id: 'remove',
          name: 'Remove the gateway',
          action: 'api-management:infrastructure:destroy',
          input: {
            accountLinkId: '${{ parameters.accountLinkId }}',
            region: '${{ parameters.region }}',
            stackName: 'oaf-gateway',
          },
        },
      ],
    }),
  },
  {
    description:
      'Removes a stack and deletes what it would keep, without asking',
    example: stringify({
      steps: [
        {
          id: 'remove',
          name: 'Remove the gateway',
          action: 'api-management:infrastructure:destroy',
          input: {
            accountLinkId: '${{ parameters.accountLinkId }}',
            region: '${{ parameters.region }}',
            stackName: 'oaf-gateway',
            deleteKeptOf: 'oaf-gateway',
            confirm: true,
          },
        },
      ],
    }),
  },
];
