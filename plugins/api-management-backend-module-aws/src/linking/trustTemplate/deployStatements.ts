import { sub, type Statement } from './Statement';

/** Stacks are made with the rights of this role, which comes with the deployment of the first stack. */
const EXECUTION_ROLE = sub(
  'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/oaf-cfn-exec',
);

export const deployStatements: Statement[] = [
  {
    Sid: 'RunOwnStacks',
    Effect: 'Allow',
    Action: [
      'cloudformation:CreateChangeSet',
      'cloudformation:ExecuteChangeSet',
      'cloudformation:DeleteChangeSet',
      'cloudformation:Describe*',
      'cloudformation:DeleteStack',
      'cloudformation:DetectStackDrift',
      'cloudformation:GetTemplateSummary',
      'cloudformation:UpdateTerminationProtection',
      'cloudformation:RollbackStack',
      'cloudformation:ContinueUpdateRollback',
      'cloudformation:TagResource',
    ],
    Resource: [
      sub(
        'arn:${AWS::Partition}:cloudformation:*:${AWS::AccountId}:stack/oaf-*',
      ),
    ],
  },
  {
    Sid: 'HandRightsToCloudFormation',
    Effect: 'Allow',
    Action: ['iam:PassRole'],
    Resource: [EXECUTION_ROLE],
    Condition: {
      StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' },
    },
  },
  {
    Sid: 'StoreArtifacts',
    Effect: 'Allow',
    Action: ['s3:PutObject', 's3:GetObject'],
    Resource: [sub('arn:${AWS::Partition}:s3:::oaf-artifacts-*/oaf/*')],
    Condition: {
      StringEquals: { 'aws:ResourceAccount': sub('${AWS::AccountId}') },
    },
  },
];
