import { apiGateway, sub, type Statement } from './Statement';

/** Only what this product made itself can be read, changed or deleted. */
const MANAGED = { 'aws:ResourceTag/oaf:managed': 'true' };
const MADE_MANAGED = { 'aws:RequestTag/oaf:managed': 'true' };

/** What the stack of a gateway made, and what is in it. */
const OF_GATEWAY = { 'aws:ResourceTag/oaf:stack': 'gateway' };

/** All that provisioning and publishing ask of AWS with the trust role. */
export const provisionStatements: Statement[] = [
  {
    Sid: 'MakeKeysAndPlans',
    Effect: 'Allow',
    Action: ['apigateway:POST'],
    Resource: apiGateway('/apikeys', '/usageplans'),
    Condition: { StringEquals: MADE_MANAGED },
  },
  {
    Sid: 'ManageOwnKeysAndPlans',
    Effect: 'Allow',
    Action: ['apigateway:GET', 'apigateway:PATCH', 'apigateway:DELETE'],
    Resource: apiGateway('/apikeys/*', '/usageplans/*', '/usageplans/*/keys/*'),
    Condition: { StringEquals: MANAGED },
  },
  {
    Sid: 'AddKeysToOwnPlans',
    Effect: 'Allow',
    Action: ['apigateway:POST'],
    Resource: apiGateway('/usageplans/*/keys'),
    Condition: { StringEquals: MANAGED },
  },
  {
    Sid: 'TagOwnKeysAndPlans',
    Effect: 'Allow',
    Action: ['apigateway:PUT'],
    Resource: apiGateway('/tags/*'),
    Condition: { StringEquals: MADE_MANAGED },
  },
  {
    // Plans hold no secret, and after a crash they are found by name.
    Sid: 'FindOwnPlans',
    Effect: 'Allow',
    Action: ['apigateway:GET'],
    Resource: apiGateway('/usageplans'),
  },
  {
    // A list of keys can hold the values of all, so that after a crash they are found by tag. It knows no resource.
    Sid: 'FindOwnKeys',
    Effect: 'Allow',
    Action: ['tag:GetResources'],
    Resource: ['*'],
  },
  {
    Sid: 'GrantAtGateways',
    Effect: 'Allow',
    Action: [
      'dynamodb:DeleteItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Scan',
      'dynamodb:UpdateItem',
    ],
    Resource: [
      sub('arn:${AWS::Partition}:dynamodb:*:${AWS::AccountId}:table/*'),
    ],
    Condition: { StringEquals: OF_GATEWAY },
  },
  {
    // Gateways, and APIs in place with what was deployed of them. Keys are elsewhere.
    Sid: 'ReadPublished',
    Effect: 'Allow',
    Action: ['apigateway:GET'],
    Resource: apiGateway('/restapis/*'),
  },
  {
    Sid: 'PublishAtGateways',
    Effect: 'Allow',
    Action: ['apigateway:POST'],
    Resource: apiGateway('/restapis/*/resources/*'),
    Condition: { StringEquals: OF_GATEWAY },
  },
  {
    Sid: 'RouteAtGateways',
    Effect: 'Allow',
    Action: ['apigateway:PUT'],
    Resource: apiGateway(
      '/restapis/*/resources/*/methods/*',
      '/restapis/*/resources/*/methods/*/integration',
    ),
    Condition: { StringEquals: OF_GATEWAY },
  },
  {
    Sid: 'TakeBackAtGateways',
    Effect: 'Allow',
    Action: ['apigateway:DELETE'],
    Resource: apiGateway(
      '/restapis/*/resources/*',
      '/restapis/*/resources/*/methods/*',
    ),
    Condition: { StringEquals: OF_GATEWAY },
  },
  {
    // Of gateways, and of APIs in place, which are their owner's and have no tag of ours.
    Sid: 'PublishInPlace',
    Effect: 'Allow',
    Action: ['apigateway:POST'],
    Resource: apiGateway('/restapis/*/authorizers', '/restapis/*/deployments'),
  },
  {
    Sid: 'AnswerInPlace',
    Effect: 'Allow',
    Action: ['apigateway:PUT'],
    Resource: apiGateway('/restapis/*/gatewayresponses/*'),
  },
  {
    // The ids of APIs have ten letters: only so an API is told from what is in it.
    Sid: 'Protect',
    Effect: 'Allow',
    Action: ['apigateway:PATCH'],
    Resource: apiGateway(
      '/restapis/??????????',
      '/restapis/*/authorizers/*',
      '/restapis/*/resources/*/methods/*',
    ),
  },
  {
    Sid: 'TakeBackInPlace',
    Effect: 'Allow',
    Action: ['apigateway:DELETE'],
    Resource: apiGateway(
      '/restapis/*/authorizers/*',
      '/restapis/*/deployments/*',
      '/restapis/*/gatewayresponses/*',
    ),
  },
  {
    Sid: 'LetApisAskAuthorizers',
    Effect: 'Allow',
    Action: ['lambda:AddPermission', 'lambda:RemovePermission'],
    Resource: [
      sub('arn:${AWS::Partition}:lambda:*:${AWS::AccountId}:function:*'),
    ],
    Condition: {
      StringEquals: {
        ...OF_GATEWAY,
        'lambda:Principal': 'apigateway.amazonaws.com',
      },
    },
  },
  {
    // Its deployment here; its access log, of any API.
    Sid: 'ChangeStages',
    Effect: 'Allow',
    Action: ['apigateway:PATCH'],
    Resource: apiGateway('/restapis/*/stages/*'),
  },
];
