import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const action = 'aws:cloudformation:deploy';

const place = {
  accountLinkId: '${{ parameters.accountLinkId }}',
  region: '${{ parameters.region }}',
};

const templateBody = `Parameters:
  Title: { Type: String, Default: Orders }
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      DisplayName: !Ref Title
Outputs:
  Arn: { Value: !Ref Topic }
`;

export const examples: TemplateExample[] = [
  {
    description:
      'Deploys a template that was fetched; somebody confirms what it would change on the page Infrastructure',
    example: stringify({
      steps: [
        {
          id: 'fetch',
          name: 'Fetch the template',
          action: 'fetch:template',
          input: { url: './stack', values: { name: 'orders' } },
        },
        {
          id: 'deploy',
          name: 'Deploy it',
          action,
          input: {
            templatePath: 'template.yaml',
            ...place,
            stackName: 'oaf-orders',
          },
        },
      ],
    }),
  },
  {
    description: 'Deploys a template with a parameter, without asking',
    example: stringify({
      steps: [
        {
          id: 'deploy',
          name: 'Deploy a topic',
          action,
          input: {
            templateBody,
            ...place,
            stackName: 'oaf-orders',
            parameters: { Title: 'Orders of today' },
            confirm: true,
          },
        },
      ],
    }),
  },
];
