import { sub } from './Statement';

/** With its rights CloudFormation makes what is in a stack; the trust role can only hand them on. */
export const EXECUTION_ROLE = 'oaf-cfn-exec';

export const of = (service: string, names: string) =>
  names
    .trim()
    .split(/\s+/)
    .map(name => `${service}:${name}`);

export const inAccount = (service: string, resource: string) =>
  sub(`arn:\${AWS::Partition}:${service}:*:\${AWS::AccountId}:${resource}`);

export const statement = (
  Sid: string,
  Action: string[],
  Resource: unknown[],
  Condition?: object,
) => ({
  Sid,
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition && { Condition }),
});

/** CloudFormation names these after the stack, which begins with `oaf-`. */
const named = [
  statement(
    'Functions',
    of(
      'lambda',
      `AddPermission CreateEventSourceMapping CreateFunction DeleteEventSourceMapping DeleteFunction
      DeleteFunctionConcurrency GetEventSourceMapping GetFunction GetFunctionConfiguration GetPolicy ListTags
      PutFunctionConcurrency RemovePermission TagResource UntagResource UpdateEventSourceMapping UpdateFunctionCode
      UpdateFunctionConfiguration`,
    ),
    [inAccount('lambda', 'function:oaf-*')],
  ),
  statement(
    'Tables',
    of(
      'dynamodb',
      `CreateTable DeleteTable DescribeContinuousBackups DescribeTable DescribeTimeToLive ListTagsOfResource
      TagResource UntagResource UpdateContinuousBackups UpdateTable UpdateTimeToLive`,
    ),
    [inAccount('dynamodb', 'table/oaf-*')],
  ),
  statement(
    'Topics',
    of(
      'sns',
      `CreateTopic DeleteTopic GetSubscriptionAttributes GetTopicAttributes ListSubscriptionsByTopic
      ListTagsForResource SetSubscriptionAttributes SetTopicAttributes Subscribe TagResource Unsubscribe UntagResource`,
    ),
    [inAccount('sns', 'oaf-*')],
  ),
  statement(
    'Roles',
    of(
      'iam',
      `AttachRolePolicy CreateRole DeleteRole DeleteRolePolicy DetachRolePolicy GetRole GetRolePolicy
      ListAttachedRolePolicies ListRolePolicies PassRole PutRolePolicy TagRole UntagRole UpdateAssumeRolePolicy
      UpdateRole`,
    ),
    [sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:role/oaf-*')],
  ),
  statement('Artifacts', of('s3', 'GetObject'), [
    sub('arn:${AWS::Partition}:s3:::oaf-artifacts-*/oaf/*'),
  ]),
];

/** These are named by nobody before they are there, or otherwise than their stack. */
const unnamed = [
  statement(
    'Apis',
    of(
      'apigateway',
      'AddCertificateToDomain DELETE GET PATCH POST PUT SetWebACL UpdateRestApiPolicy',
    ),
    [sub('arn:${AWS::Partition}:apigateway:*::/*')],
  ),
  statement(
    'Keys',
    of(
      'kms',
      `CreateAlias CreateGrant CreateKey Decrypt DeleteAlias DescribeKey DisableKeyRotation EnableKeyRotation
      Encrypt GenerateDataKey GetKeyPolicy GetKeyRotationStatus ListResourceTags PutKeyPolicy ScheduleKeyDeletion
      TagResource UntagResource UpdateAlias UpdateKeyDescription`,
    ),
    ['*'],
  ),
  statement(
    'Secrets',
    of(
      'secretsmanager',
      `CancelRotateSecret CreateSecret DeleteResourcePolicy DeleteSecret DescribeSecret GetRandomPassword
      GetSecretValue PutResourcePolicy PutSecretValue RotateSecret TagResource UntagResource UpdateSecret`,
    ),
    ['*'],
  ),
  statement(
    'Logs',
    of(
      'logs',
      `CreateLogDelivery CreateLogGroup CreateLogStream DeleteLogDelivery DeleteLogGroup DeleteLogStream
      DeleteMetricFilter DeleteRetentionPolicy DeleteSubscriptionFilter DescribeLogGroups DescribeLogStreams DescribeMetricFilters
      DescribeResourcePolicies DescribeSubscriptionFilters GetLogDelivery ListLogDeliveries ListTagsForResource PutMetricFilter
      PutResourcePolicy PutRetentionPolicy PutSubscriptionFilter TagResource UntagResource UpdateLogDelivery`,
    ),
    ['*'],
  ),
  statement(
    'Watch',
    of(
      'cloudwatch',
      `DeleteAlarms DeleteDashboards DescribeAlarms GetDashboard ListTagsForResource PutDashboard PutMetricAlarm
      TagResource UntagResource`,
    ),
    ['*'],
  ),
  statement(
    'Firewalls',
    of(
      'wafv2',
      `AssociateWebACL CreateWebACL DeleteWebACL DisassociateWebACL GetWebACL GetWebACLForResource
      ListTagsForResource TagResource UntagResource UpdateWebACL`,
    ),
    ['*'],
  ),
  statement(
    'Domains',
    [
      ...of(
        'route53',
        'ChangeResourceRecordSets GetChange GetHostedZone ListResourceRecordSets',
      ),
      ...of('acm', 'DescribeCertificate'),
    ],
    ['*'],
  ),
  statement('LinkServices', ['iam:CreateServiceLinkedRole'], ['*'], {
    StringEquals: {
      'iam:AWSServiceName': [
        'ecs.amazonaws.com',
        'ecs.application-autoscaling.amazonaws.com',
        'elasticloadbalancing.amazonaws.com',
        'ops.apigateway.amazonaws.com',
        'rds.amazonaws.com',
        'wafv2.amazonaws.com',
      ],
    },
  }),
];

/** Of the stacks that hold logs, people and data. */
const stores = [
  statement(
    'Buckets',
    of(
      's3',
      `CreateBucket DeleteBucket DeleteBucketPolicy GetBucketPolicy GetBucketTagging GetEncryptionConfiguration
      GetLifecycleConfiguration ListBucket PutBucketLogging PutBucketNotification PutBucketOwnershipControls
      PutBucketPolicy PutBucketPublicAccessBlock PutBucketTagging PutBucketVersioning PutEncryptionConfiguration
      PutLifecycleConfiguration`,
    ),
    [sub('arn:${AWS::Partition}:s3:::oaf-*')],
  ),
  // AWS Glue writes the first list of an Iceberg table's files with the rights of whoever makes the table.
  statement('IcebergFiles', of('s3', 'GetObject PutObject'), [
    sub('arn:${AWS::Partition}:s3:::oaf-*/iceberg/*'),
  ]),
  statement(
    'LogStore',
    [
      ...of(
        'firehose',
        `CreateDeliveryStream DeleteDeliveryStream DescribeDeliveryStream ListTagsForDeliveryStream
        StartDeliveryStreamEncryption TagDeliveryStream UntagDeliveryStream UpdateDestination`,
      ),
      ...of(
        'glue',
        `CreateCrawler CreateDatabase CreateTable CreateTableOptimizer DeleteCrawler DeleteDatabase DeleteTable
        DeleteTableOptimizer GetCrawler GetDatabase GetTable GetTableOptimizer GetTags TagResource UntagResource
        UpdateCrawler UpdateDatabase UpdateTable UpdateTableOptimizer`,
      ),
      ...of(
        'athena',
        `CreateWorkGroup DeleteWorkGroup GetWorkGroup ListTagsForResource TagResource UntagResource UpdateWorkGroup`,
      ),
    ],
    ['*'],
  ),
  statement(
    'People',
    of(
      'cognito-idp',
      `CreateGroup CreateIdentityProvider CreateUserPool CreateUserPoolClient CreateUserPoolDomain DeleteGroup
      DeleteIdentityProvider DeleteUserPool DeleteUserPoolClient DeleteUserPoolDomain DescribeIdentityProvider
      DescribeUserPool DescribeUserPoolClient DescribeUserPoolDomain GetGroup GetUserPoolMfaConfig
      ListTagsForResource SetUserPoolMfaConfig TagResource UntagResource UpdateGroup UpdateIdentityProvider
      UpdateUserPool UpdateUserPoolClient UpdateUserPoolDomain`,
    ),
    ['*'],
  ),
  statement(
    'Databases',
    [
      ...of(
        'rds',
        `AddTagsToResource CreateDBCluster CreateDBClusterParameterGroup CreateDBClusterSnapshot CreateDBInstance
        CreateDBSubnetGroup DeleteDBCluster DeleteDBClusterParameterGroup DeleteDBInstance DeleteDBSubnetGroup
        DescribeDBClusterParameterGroups DescribeDBClusterParameters DescribeDBClusters DescribeDBClusterSnapshots
        DescribeDBInstances DescribeDBSubnetGroups DescribeEngineDefaultClusterParameters ListTagsForResource
        ModifyDBCluster ModifyDBClusterParameterGroup ModifyDBInstance ModifyDBSubnetGroup RemoveTagsFromResource`,
      ),
      ...of(
        'ec2',
        `AuthorizeSecurityGroupEgress AuthorizeSecurityGroupIngress CreateSecurityGroup CreateTags
        DeleteSecurityGroup DeleteTags DescribeSecurityGroups DescribeSubnets DescribeVpcs
        RevokeSecurityGroupEgress RevokeSecurityGroupIngress`,
      ),
    ],
    ['*'],
  ),
];

const policy = (PolicyName: string, Statement: object[]) => ({
  PolicyName,
  PolicyDocument: { Version: '2012-10-17', Statement },
});

export const executionRole = {
  Type: 'AWS::IAM::Role',
  Condition: 'MakeExecutionRole',
  Properties: {
    RoleName: EXECUTION_ROLE,
    Description:
      'Lets CloudFormation make what the Open API Framework deploys into this account',
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'cloudformation.amazonaws.com' },
          Action: 'sts:AssumeRole',
          Condition: {
            StringEquals: { 'aws:SourceAccount': sub('${AWS::AccountId}') },
            ArnLike: {
              'aws:SourceArn': inAccount('cloudformation', 'stack/oaf-*/*'),
            },
          },
        },
      ],
    },
    Policies: [
      policy('named', named),
      policy('unnamed', unnamed),
      policy('stores', stores),
    ],
  },
};
