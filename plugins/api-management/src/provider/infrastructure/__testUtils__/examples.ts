import type {
  Deployment,
  DeploymentChange,
  DeploymentEvent,
  DeploymentState,
  Stack,
  StackTemplate,
} from '@oaf/backstage-plugin-api-management-common';

const at = '2026-03-14T09:26:53.000Z';

export const template = (
  fields: Partial<StackTemplate> = {},
): StackTemplate => ({
  driver: 'aws',
  name: 'gateway',
  description: 'The door in front of the APIs.',
  hash: 'hash-2',
  parameters: [
    {
      name: 'Domain',
      type: 'String',
      description: 'Name under which the gateway is reached',
      allowedPattern: '[a-z.]+',
      constraintDescription: 'must be a domain name',
      secret: false,
    },
    {
      name: 'Rate',
      type: 'Number',
      default: '5',
      minValue: 1,
      secret: false,
    },
    {
      name: 'Firewall',
      type: 'String',
      default: 'no',
      allowedValues: ['yes', 'no'],
      secret: false,
    },
    { name: 'Password', type: 'String', minLength: 8, secret: true },
  ],
  ...fields,
});

export const stack = (fields: Partial<Stack> = {}): Stack => ({
  id: 'stack-1',
  accountLinkId: 'link-1',
  accountAlias: 'Payments production',
  accountId: '210987654321',
  region: 'eu-central-1',
  name: 'oaf-gateway',
  template: 'gateway',
  templateHash: 'hash-1',
  updateAvailable: false,
  parameters: { Domain: 'api.example.com', Rate: '7' },
  outputs: { Url: 'https://api.example.com' },
  drift: { state: 'in-sync', resources: [], detectedAt: at },
  changedAt: at,
  changedBy: 'user:default/ada',
  ...fields,
});

/** States up to one, as if all went well until then. */
const way: DeploymentState[] = [
  'queued',
  'uploading',
  'previewing',
  'awaiting-confirmation',
  'executing',
];

export const deployment = (
  state: DeploymentState,
  fields: Partial<Deployment> = {},
): Deployment => ({
  id: 'deployment-1',
  action: 'deploy',
  accountLinkId: 'link-1',
  accountAlias: 'Payments production',
  accountId: '210987654321',
  region: 'eu-central-1',
  stackName: 'oaf-gateway',
  template: 'gateway',
  templateHash: 'hash-2',
  parameters: { Domain: 'api.example.com' },
  state,
  deleteKept: false,
  changed: true,
  progress: { done: 0, total: 2 },
  steps: [
    ...way.slice(0, way.includes(state) ? way.indexOf(state) : undefined),
    state,
  ].map(each => ({ state: each, at })),
  outputs: {},
  startedBy: 'user:default/ada',
  startedAt: at,
  updatedAt: at,
  ...fields,
});

export const changes: DeploymentChange[] = [
  {
    action: 'add',
    resource: 'Api',
    type: 'AWS::ApiGateway::RestApi',
    mayReplace: false,
    properties: [],
  },
  {
    action: 'replace',
    resource: 'Table',
    type: 'AWS::DynamoDB::Table',
    physicalId: 'oaf-table-1',
    mayReplace: false,
    properties: ['KeySchema'],
  },
  {
    action: 'modify',
    resource: 'Stage',
    type: 'AWS::ApiGateway::Stage',
    mayReplace: true,
    properties: ['StageName'],
  },
];

export const event = (
  position: number,
  fields: Partial<DeploymentEvent> = {},
): DeploymentEvent => ({
  position,
  at,
  resource: `Resource${position}`,
  type: 'AWS::DynamoDB::Table',
  status: 'CREATE_IN_PROGRESS',
  kind: 'begun',
  ...fields,
});
