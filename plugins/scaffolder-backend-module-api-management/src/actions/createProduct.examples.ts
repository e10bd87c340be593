import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Makes a draft of the API that an earlier step imported',
    example: stringify({
      steps: [
        {
          id: 'product',
          name: 'Make a draft product',
          action: 'api-management:product:create',
          input: {
            title: '${{ steps.import.output.title }}',
            summary: 'Loans and their payments',
            owner: '${{ parameters.owner }}',
            gatewayApiIds: ['${{ steps.import.output.gatewayApiId }}'],
          },
        },
      ],
    }),
  },
];
