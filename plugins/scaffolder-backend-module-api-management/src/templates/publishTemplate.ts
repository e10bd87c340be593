import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import { previewProperty, whereProperties } from './properties';
import { templateEntity } from './templateEntity';

const words = {
  title: 'Publish a new API',
  description:
    'Makes a REST API of an OpenAPI document in a linked account, imports it, and makes a draft product of it.',
  tags: ['api'],
};

const url = (page: string) => `/api-management/${page}`;

/** Asks for a document and a place, shows what would be made, makes and imports it, and makes a draft product of it. */
export const publishTemplate: TemplateEntityV1beta3 = templateEntity(
  'publish-api',
  words,
  {
    parameters: [
      {
        title: 'API',
        required: ['document', 'summary', 'owner', 'stage'],
        properties: {
          document: {
            title: 'OpenAPI document',
            description: 'OpenAPI 2.0 or 3.0, JSON or YAML.',
            type: 'string',
            'ui:field': 'ApiManagementOpenApiDocument',
            // Its value is a hash, which says nothing to people.
            'ui:backstage': { review: { show: false } },
          },
          baseUrl: {
            title: 'Base URL',
            description:
              'Where calls are sent, with the path of the document, unless the document says it by x-amazon-apigateway-integration.',
            type: 'string',
          },
          summary: {
            title: 'Summary',
            description: 'What the product offers, in a sentence.',
            type: 'string',
            maxLength: 300,
          },
          owner: {
            title: 'Owner',
            description: 'Your group that the API and the product belong to.',
            type: 'string',
            'ui:field': 'MyGroupsPicker',
          },
          stage: {
            title: 'Stage',
            description: 'In the address of the API.',
            type: 'string',
            default: 'v1',
            pattern: '^[a-zA-Z0-9_-]{1,128}$',
          },
        },
      },
      {
        title: 'Where',
        required: ['accountLinkId', 'region', 'stackName'],
        properties: whereProperties({ driver: 'aws' }),
      },
      {
        title: 'Preview',
        description: 'What is made in the account. Nothing is done yet.',
        required: ['deploymentId'],
        properties: {
          deploymentId: previewProperty({ action: 'deploy', restApi: true }),
        },
      },
    ],
    steps: [
      {
        id: 'deploy',
        name: 'Deploy the API',
        action: 'aws:cloudformation:deploy',
        input: {
          accountLinkId: '${{ parameters.accountLinkId }}',
          region: '${{ parameters.region }}',
          stackName: '${{ parameters.stackName }}',
          deploymentId: '${{ parameters.deploymentId }}',
        },
      },
      {
        id: 'import',
        name: 'Import it',
        action: 'api-management:api:import',
        input: {
          accountLinkId: '${{ parameters.accountLinkId }}',
          region: '${{ parameters.region }}',
          apiId: '${{ steps.deploy.output.outputs.ApiId }}',
          stage: '${{ steps.deploy.output.outputs.Stage }}',
        },
      },
      {
        id: 'product',
        name: 'Make a draft product',
        action: 'api-management:product:create',
        input: {
          title: '${{ steps.import.output.title }}',
          summary: '${{ parameters.summary }}',
          owner: '${{ parameters.owner }}',
          gatewayApiIds: ['${{ steps.import.output.gatewayApiId }}'],
        },
      },
    ],
    output: {
      links: [
        {
          title: 'The draft product',
          icon: 'dashboard',
          url: url('products/${{ steps.product.output.productId }}'),
        },
        {
          title: 'The API',
          icon: 'catalog',
          entityRef: '${{ steps.import.output.entityRef }}',
        },
        {
          title: 'The deployment',
          icon: 'dashboard',
          url: url(
            'infrastructure/deployments/${{ steps.deploy.output.deploymentId }}',
          ),
        },
      ],
    },
  },
);
