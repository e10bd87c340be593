import { inThisAccount, statement, type Statement } from './Statement';

const inAccount = (service: string, resource: string) =>
  `arn:\${AWS::Partition}:${service}:*:\${AWS::AccountId}:${resource}`;

const BUCKETS = 'arn:${AWS::Partition}:s3:::oaf-*';

/** What a deployment of ours made. */
const ours = { StringLike: { 'aws:ResourceTag/oaf:installation': 'oaf-*' } };

/** What goes has this tag in place of the other. KMS may take minutes to see either change, so both count. */
const going = { StringLike: { 'aws:ResourceTag/oaf:deleting': 'oaf-*' } };

const keys = inAccount('kms', 'key/*');
const secrets = inAccount('secretsmanager', 'secret:*');

const scheduleKeys = [
  'kms:DescribeKey',
  'kms:ListResourceTags',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
];

const scheduleSecrets = [
  'secretsmanager:DeleteSecret',
  'secretsmanager:DescribeSecret',
  'secretsmanager:TagResource',
  'secretsmanager:UntagResource',
];

/** What deletes that which stacks keep when they go; asked for only when a removal is to leave nothing. */
export const keptStatements: Statement[] = [
  // Neither tables nor buckets are told by their tags everywhere; their names begin with that of their stack.
  statement('DeleteKeptTables', inAccount('dynamodb', 'table/oaf-*'), [
    'dynamodb:DeleteTable',
    'dynamodb:DescribeTable',
    'dynamodb:ListTagsOfResource',
    'dynamodb:UpdateTable',
  ]),
  statement(
    'DeleteKeptBuckets',
    BUCKETS,
    ['s3:DeleteBucket', 's3:GetBucketTagging', 's3:ListBucketVersions'],
    inThisAccount,
  ),
  statement(
    'EmptyKeptBuckets',
    `${BUCKETS}/*`,
    ['s3:DeleteObject', 's3:DeleteObjectVersion'],
    inThisAccount,
  ),
  statement('DeleteKeptKeys', keys, scheduleKeys, ours),
  statement('DeleteGoingKeys', keys, scheduleKeys, going),
  statement('DeleteKeptSecrets', secrets, scheduleSecrets, ours),
  statement('DeleteGoingSecrets', secrets, scheduleSecrets, going),
  statement(
    'DeleteKeptLogs',
    inAccount('logs', 'log-group:oaf-*'),
    ['logs:DeleteLogGroup', 'logs:ListTagsForResource'],
    ours,
  ),
  statement(
    'DeleteKeptPeople',
    inAccount('cognito-idp', 'userpool/*'),
    [
      'cognito-idp:DeleteUserPool',
      'cognito-idp:DescribeUserPool',
      'cognito-idp:UpdateUserPool',
    ],
    ours,
  ),
  // A cluster that is gone has no tags.
  statement('FindKeptSnapshots', inAccount('rds', 'cluster*:*'), [
    'rds:DescribeDBClusterSnapshots',
  ]),
  statement(
    'DeleteKeptSnapshots',
    inAccount('rds', 'cluster-snapshot:oaf-*'),
    ['rds:DeleteDBClusterSnapshot'],
    ours,
  ),
];
