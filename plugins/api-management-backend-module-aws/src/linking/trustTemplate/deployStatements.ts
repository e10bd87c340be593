import { askStatement } from './askStatement';
import { EXECUTION_ROLE } from './executionRole';
import { inThisAccount, statement } from './Statement';
import type { Statement } from './Statement';

const ARTIFACTS = 'arn:${AWS::Partition}:s3:::oaf-artifacts-*';

/** All that a deployment asks of AWS with the trust role; what is made is made with the rights of the execution role. */
export const deployStatements: Statement[] = [
  statement(
    'RunOwnStacks',
    'arn:${AWS::Partition}:cloudformation:*:${AWS::AccountId}:stack/oaf-*',
    [
      'cloudformation:CancelUpdateStack',
      'cloudformation:ContinueUpdateRollback',
      'cloudformation:CreateChangeSet',
      'cloudformation:DeleteChangeSet',
      'cloudformation:DeleteStack',
      'cloudformation:DescribeChangeSet',
      'cloudformation:DescribeStackEvents',
      'cloudformation:DescribeStackResourceDrifts',
      'cloudformation:DescribeStacks',
      'cloudformation:DetectStackDrift',
      'cloudformation:ExecuteChangeSet',
      'cloudformation:GetTemplate',
      'cloudformation:ListStackResources',
      'cloudformation:TagResource',
    ],
  ),
  // CloudFormation knows no resource of it.
  statement('ReadDrift', '*', [
    'cloudformation:DescribeStackDriftDetectionStatus',
  ]),
  statement(
    'HandRightsToCloudFormation',
    `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/${EXECUTION_ROLE}`,
    ['iam:PassRole'],
    {
      StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' },
    },
  ),
  askStatement,
  // A bucket that does not exist is in no account.
  statement('MakeArtifactBucket', ARTIFACTS, ['s3:CreateBucket']),
  statement(
    'KeepArtifactBucket',
    ARTIFACTS,
    [
      's3:DeleteBucket',
      's3:ListBucket',
      's3:PutBucketPolicy',
      's3:PutBucketPublicAccessBlock',
      's3:PutBucketTagging',
      's3:PutEncryptionConfiguration',
    ],
    inThisAccount,
  ),
  statement(
    'StoreArtifacts',
    `${ARTIFACTS}/oaf/*`,
    ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
    inThisAccount,
  ),
];
