import { sub } from './Statement';

/**
 * Control-plane calls that change what an import sees, of both API Gateway services. They reach EventBridge through
 * CloudTrail, so the account needs a trail.
 */
export const CHANGE_EVENTS = [
  'CreateRestApi',
  'ImportRestApi',
  'PutRestApi',
  'UpdateRestApi',
  'DeleteRestApi',
  'CreateDeployment',
  'CreateStage',
  'UpdateStage',
  'DeleteStage',
  'CreateApi',
  'ImportApi',
  'ReimportApi',
  'UpdateApi',
  'DeleteApi',
  'TagResource',
  'UntagResource',
];

const rule = {
  Type: 'AWS::Events::Rule',
  Condition: 'SendEvents',
  Properties: {
    Name: 'oaf-api-gateway-changes',
    Description: 'Tells API management which APIs changed',
    EventPattern: {
      source: ['aws.apigateway'],
      'detail-type': ['AWS API Call via CloudTrail'],
      detail: {
        eventSource: ['apigateway.amazonaws.com'],
        eventName: CHANGE_EVENTS,
      },
    },
    Targets: [
      {
        Id: 'api-management',
        Arn: { Ref: 'EventTargetArn' },
        RoleArn: { 'Fn::GetAtt': ['EventsRole', 'Arn'] },
      },
    ],
  },
};

/** EventBridge sends to another account only with a role of its own. */
const role = {
  Type: 'AWS::IAM::Role',
  Condition: 'SendEvents',
  Properties: {
    Description: 'Lets EventBridge send API Gateway changes to API management',
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sts:AssumeRole',
          Condition: {
            StringEquals: { 'aws:SourceAccount': sub('${AWS::AccountId}') },
          },
        },
      ],
    },
    Policies: [
      {
        PolicyName: 'send',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Sid: 'SendChanges',
              Effect: 'Allow',
              Action: ['events:PutEvents', 'sqs:SendMessage'],
              Resource: [{ Ref: 'EventTargetArn' }],
            },
          ],
        },
      },
    ],
  },
};

export const eventResources = { EventsRole: role, ChangeRule: rule };
