import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Imports an API that an earlier step deployed',
    example: stringify({
      steps: [
        {
          id: 'import',
          name: 'Import the API',
          action: 'api-management:api:import',
          input: {
            accountLinkId: '${{ parameters.accountLinkId }}',
            region: '${{ parameters.region }}',
            apiId: '${{ steps.deploy.output.outputs.ApiId }}',
            stage: '${{ steps.deploy.output.outputs.Stage }}',
          },
        },
      ],
    }),
  },
];
