import type {
  Deployment,
  DeploymentChange,
  DeploymentEvent,
  DeploymentState,
  Stack,
  StackTemplate,
} from '@oaf/backstage-plugin-api-management-common';
import { accounts } from './accountData';
import { ago } from './data';
import type { Question, Route } from './Route';

const page = <Item>(items: Item[]) => ({ items, totalItems: items.length });
const byId = <Item extends { id: string }>(items: Item[], id: string) =>
  items.find(item => item.id === id);

const minutes = 60_000;

const templates: StackTemplate[] = [
  {
    driver: 'aws',
    name: 'gateway',
    description:
      'The door in front of the APIs: token endpoint, authorizer, keys and nonces.',
    hash: 'hash-2',
    parameters: [
      {
        name: 'DomainName',
        type: 'String',
        description: 'Name under which the gateway is reached',
        allowedPattern: '([a-z0-9-]+\\.)+[a-z]{2,}',
        constraintDescription: 'must be a domain name, such as api.example.com',
        secret: false,
      },
      {
        name: 'Firewall',
        type: 'String',
        description: 'Whether AWS WAF stands in front of it',
        default: 'no',
        allowedValues: ['no', 'yes'],
        secret: false,
      },
      {
        name: 'RateLimit',
        type: 'Number',
        description: 'Requests of one address in five minutes',
        default: '2000',
        minValue: 100,
        secret: false,
      },
      {
        name: 'Subnets',
        type: 'List<AWS::EC2::Subnet::Id>',
        default: '',
        secret: false,
      },
      {
        name: 'SharedSecret',
        type: 'String',
        description: 'What the portal proves itself with',
        minLength: 16,
        secret: true,
      },
    ],
  },
  {
    driver: 'aws',
    name: 'notify',
    description: 'Topics of alarms and notices.',
    hash: 'hash-1',
    parameters: [],
  },
];

const changes: DeploymentChange[] = [
  {
    action: 'add',
    resource: 'FrontDoor',
    type: 'AWS::ApiGateway::RestApi',
    mayReplace: false,
    properties: [],
  },
  {
    action: 'modify',
    resource: 'AuthorizerFunction',
    type: 'AWS::Lambda::Function',
    physicalId: 'oaf-gateway-Authorizer-1KX2',
    mayReplace: false,
    properties: ['Code', 'MemorySize'],
  },
  {
    action: 'modify',
    resource: 'Stage',
    type: 'AWS::ApiGateway::Stage',
    physicalId: 'live',
    mayReplace: true,
    properties: ['StageName'],
  },
  {
    action: 'replace',
    resource: 'GrantsTable',
    type: 'AWS::DynamoDB::Table',
    physicalId: 'oaf-gateway-Grants-9Z8Y',
    mayReplace: false,
    properties: ['KeySchema'],
  },
  {
    action: 'remove',
    resource: 'OldAlarm',
    type: 'AWS::CloudWatch::Alarm',
    physicalId: 'oaf-gateway-errors',
    mayReplace: false,
    properties: [],
  },
];

const way: DeploymentState[] = [
  'queued',
  'uploading',
  'previewing',
  'awaiting-confirmation',
  'executing',
];

const where = {
  accountLinkId: accounts[1].id,
  accountAlias: accounts[1].alias,
  accountId: accounts[1].accountId,
  region: 'eu-central-1',
};

const deployment = (
  id: string,
  state: DeploymentState,
  fields: Partial<Deployment> = {},
): Deployment => ({
  ...where,
  id,
  action: 'deploy',
  stackName: 'oaf-gateway',
  template: 'gateway',
  templateHash: 'hash-2',
  parameters: { DomainName: 'api.example.com', RateLimit: '2000' },
  state,
  deleteKept: false,
  changed: true,
  progress: { done: 0, total: changes.length },
  steps: [
    ...way.slice(0, way.includes(state) ? way.indexOf(state) : undefined),
    state,
  ].map((each, index) => ({
    state: each,
    at: ago((10 - index) * minutes),
    by: index === 0 || index === 4 ? 'user:default/bea' : undefined,
  })),
  outputs: {},
  startedBy: 'user:default/bea',
  startedAt: ago(10 * minutes),
  updatedAt: ago(minutes),
  ...fields,
});

const outputs = {
  InvokeUrl: 'https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com/live',
  SigningKeyArn:
    'arn:aws:kms:eu-central-1:210987654321:key/6f1c0b2a-8f0e-4f57-9c6b-6d2f5b1f9a10',
};

const deployments: Deployment[] = [
  deployment('deployment-1', 'awaiting-confirmation', {
    confirmBefore: ago(-20 * 60 * minutes),
  }),
  deployment('deployment-2', 'executing', {
    stackName: 'oaf-notify',
    template: 'notify',
    progress: { done: 2, total: 5 },
    waitingFor:
      'AWS throttles requests of this account; it is tried again by itself.',
  }),
  deployment('deployment-3', 'failed', {
    stackName: 'oaf-logs',
    template: 'logs',
    progress: { done: 3, total: 5 },
    failure: {
      message:
        'A bucket of this name exists already. Choose another name and deploy again.',
      resource: 'LogBucket',
      type: 'AWS::S3::Bucket',
      reason: 'oaf-logs-210987654321 already exists',
    },
    endedAt: ago(minutes),
  }),
  deployment('deployment-4', 'succeeded', {
    progress: { done: 5, total: 5 },
    outputs,
    endedAt: ago(minutes),
  }),
  deployment('deployment-5', 'awaiting-confirmation', {
    action: 'destroy',
    stackName: 'oaf-notify',
    confirmBefore: ago(-20 * 60 * minutes),
  }),
  deployment('deployment-6', 'succeeded', {
    changed: false,
    progress: { done: 0, total: 0 },
    steps: [{ state: 'succeeded', at: ago(minutes) }],
  }),
  deployment('deployment-7', 'cancelling'),
  deployment('deployment-8', 'previewing', {
    progress: { done: 0, total: 0 },
  }),
];

const stack = (fields: Partial<Stack>): Stack => ({
  ...where,
  id: 'stack-1',
  name: 'oaf-gateway',
  template: 'gateway',
  templateHash: 'hash-1',
  updateAvailable: true,
  parameters: { DomainName: 'api.example.com', RateLimit: '2000' },
  outputs,
  drift: {
    state: 'drifted',
    resources: ['Stage', 'GrantsTable'],
    detectedAt: ago(30 * minutes),
  },
  changedAt: ago(300 * minutes),
  changedBy: 'user:default/bea',
  ...fields,
});

const stacks: Stack[] = [
  stack({}),
  stack({
    id: 'stack-2',
    name: 'oaf-notify',
    template: 'notify',
    updateAvailable: false,
    outputs: {},
    parameters: {},
    drift: { state: 'in-sync', resources: [], detectedAt: ago(minutes) },
    liveDeploymentId: 'deployment-2',
  }),
];

const opened = Date.now();

/** One more each second, so that they can be seen to come. */
const events = (): DeploymentEvent[] =>
  Array.from(
    { length: Math.min(40, 5 + Math.floor((Date.now() - opened) / 1000)) },
    (_, index) => {
      const change = changes[index % changes.length];
      const isLater = index % 4 === 3;
      return {
        position: index + 1,
        at: ago((40 - index) * 1000),
        resource: change.resource,
        type: change.type,
        status: isLater ? 'CREATE_COMPLETE' : 'CREATE_IN_PROGRESS',
        kind: isLater ? 'done' : 'begun',
        reason: index % 7 === 6 ? 'Resource creation initiated' : undefined,
      };
    },
  );

function start({ body }: Question) {
  const started = deployment(`deployment-${deployments.length + 1}`, 'queued', {
    ...body,
    progress: { done: 0, total: 0 },
  });
  deployments.unshift(started);
  return started;
}

function move(id: string, state: DeploymentState) {
  const found = byId(deployments, id)!;
  found.steps = [...found.steps, { state, at: ago(0) }];
  return Object.assign(found, { state, confirmBefore: undefined });
}

/** Stacks and deployments of every state, by fixed ids. */
export const infrastructureRoutes: Route[] = [
  [
    'GET',
    /^\/infrastructure\/templates$/,
    () => ({ installation: 'example', items: templates }),
  ],
  [
    'GET',
    /^\/infrastructure\/stacks$/,
    ({ query }) =>
      page(
        stacks.filter(
          ({ template, accountLinkId }) =>
            [template, null].includes(query.get('template')) &&
            [accountLinkId, null].includes(query.get('accountLinkId')),
        ),
      ),
  ],
  [
    'GET',
    /^\/infrastructure\/stacks\/([^/]+)$/,
    ({ ids }) => byId(stacks, ids[0]),
  ],
  [
    'POST',
    /^\/infrastructure\/stacks\/([^/]+)\/drift-detection$/,
    ({ ids }) =>
      Object.assign(byId(stacks, ids[0])!, {
        drift: { state: 'detecting', resources: [] },
      }),
  ],
  [
    'GET',
    /^\/infrastructure\/deployments$/,
    ({ query }) =>
      page(
        deployments.filter(({ stackName }) =>
          [stackName, null].includes(query.get('stackName')),
        ),
      ),
  ],
  ['POST', /^\/infrastructure\/deployments$/, start],
  [
    'GET',
    /^\/infrastructure\/deployments\/([^/]+)$/,
    ({ ids }) => byId(deployments, ids[0]),
  ],
  [
    'GET',
    /^\/infrastructure\/deployments\/[^/]+\/changes$/,
    () => page(changes),
  ],
  [
    'GET',
    /^\/infrastructure\/deployments\/[^/]+\/events$/,
    ({ query }) => {
      const after = Number(query.get('after'));
      const items = events().slice(after);
      return { items, cursor: after + items.length, more: false };
    },
  ],
  [
    'POST',
    /^\/infrastructure\/deployments\/([^/]+)\/confirm$/,
    ({ ids }) => move(ids[0], 'executing'),
  ],
  [
    'POST',
    /^\/infrastructure\/deployments\/([^/]+)\/cancel$/,
    ({ ids }) => move(ids[0], 'cancelling'),
  ],
];
