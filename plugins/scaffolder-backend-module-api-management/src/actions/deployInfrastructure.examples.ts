import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const action = 'api-management:infrastructure:deploy';

export const examples: TemplateExample[] = [
  {
    description: 'Makes the changes that were shown in the form',
    example: stringify({
      steps: [
        {
          id: 'deploy',
          name: 'Deploy the gateway',
          action,
          input: {
            template: 'gateway',
            accountLinkId: '${{ parameters.accountLinkId }}',
            region: '${{ parameters.region }}',
            stackName: 'oaf-gateway',
            deploymentId: '${{ parameters.deploymentId }}',
          },
        },
      ],
    }),
  },
  {
    description: 'Deploys with two parameters, without asking',
    example: stringify({
      steps: [
        {
          id: 'deploy',
          name: 'Deploy the gateway',
          action,
          input: {
            template: 'gateway',
            accountLinkId: 'b0a7a0a2-53c5-4a3d-9d7b-4a0e7f1f5c11',
            region: 'eu-central-1',
            stackName: 'oaf-gateway',
            parameters: { Firewall: 'yes', RequestsPerSecond: '200' },
            confirm: true,
          },
        },
      ],
    }),
  },
];
