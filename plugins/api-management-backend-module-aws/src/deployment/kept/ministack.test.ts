import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
import {
  CognitoIdentityProviderClient,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeKeyCommand,
  KMSClient,
  ListKeysCommand,
  ListResourceTagsCommand,
} from '@aws-sdk/client-kms';
import {
  ListBucketsCommand,
  PutBucketTaggingCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  ListSecretsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { mockServices } from '@backstage/backend-test-utils';
import {
  createCaller,
  enforcedIam,
  startEmulator,
  trustStackForMiniStack,
  whichEmulators,
  type Emulator,
} from '@oaf/aws-emulator';
import type {
  LinkedAccount,
  StackDeployment,
  StackEvent,
} from '@oaf/backstage-plugin-api-management-node';
import { awsConfig } from '../../__testUtils__/simulator';
import { createAwsDriver } from '../../createAwsDriver';
import { trustTemplate } from '../../linking/trustTemplate/trustTemplate';

const { leftOut } = whichEmulators();
const describeMiniStack = leftOut ? describe.skip : describe;

// The first start installs the emulator.
jest.setTimeout(300_000);

const region = 'eu-central-1';
const accountId = '000000000000';
const installation = 'oaf-0123456789ab';
const call = () => ({ signal: AbortSignal.timeout(60_000) });

const account: LinkedAccount = {
  id: 'link-ministack',
  driver: 'aws',
  accountId,
  partition: 'aws',
  alias: 'MiniStack',
  regions: [region],
  trust: {
    roleArn: `arn:aws:iam::${accountId}:role/OpenApiFrameworkTrust`,
    externalId: 'k3Jd8sLq0ZxY7vBn2mWc4A',
  },
};

/** MiniStack knows the tags of keys and secrets, and of nothing else that is asked for. */
const judged = [
  'DeleteKeptKeys',
  'DeleteGoingKeys',
  'DeleteKeptSecrets',
  'DeleteGoingSecrets',
];

/** One of everything that a stack may keep, and one that goes with it. */
function template(tag: string) {
  const Tags = [
    { Key: 'oaf:installation', Value: tag },
    { Key: 'oaf:stack', Value: 'sample' },
  ];
  const kept = (Type: string, Properties: object) => ({
    Type,
    DeletionPolicy: 'Retain',
    Properties,
  });
  return {
    Resources: {
      Table: kept('AWS::DynamoDB::Table', {
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        Tags,
      }),
      Key: kept('AWS::KMS::Key', {
        KeyPolicy: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: `arn:aws:iam::${accountId}:root` },
              Action: 'kms:*',
              Resource: '*',
            },
          ],
        },
        Tags,
      }),
      Secret: kept('AWS::SecretsManager::Secret', {
        SecretString: 'secret',
        Tags,
      }),
      Bucket: kept('AWS::S3::Bucket', {
        VersioningConfiguration: { Status: 'Enabled' },
        Tags,
      }),
      Logs: kept('AWS::Logs::LogGroup', {
        LogGroupName: { 'Fn::Sub': '${AWS::StackName}-logs' },
        Tags,
      }),
      People: kept('AWS::Cognito::UserPool', {
        DeletionProtection: 'ACTIVE',
        UserPoolTags: Object.fromEntries(
          Tags.map(({ Key, Value }) => [Key, Value]),
        ),
      }),
      Topic: { Type: 'AWS::SNS::Topic', Properties: {} },
    },
  };
}

describeMiniStack(`what a stack kept, on MiniStack ${leftOut ?? ''}`, () => {
  let emulator: Emulator;
  let created: ReturnType<typeof createAwsDriver>;
  let driver: StackDeployment;
  let owner: CloudFormationClient;
  let config: Emulator['clientConfig'] & { region: string };
  let s3: S3Client;

  async function trust(without: RegExp, kept: string[] = []) {
    const stack = trustTemplate({
      ExternalId: account.trust!.externalId,
      ExternalIdPerAccount: 'false',
      PrincipalArn: `arn:aws:iam::${accountId}:user/backstage`,
      RoleName: 'OpenApiFrameworkTrust',
      RoleRegion: '',
      AllowImport: 'true',
      AllowProvision: 'false',
      AllowDeploy: 'true',
      EventTargetArn: '',
    });
    const text = trustStackForMiniStack(stack, kept);
    await createStack(
      'trust',
      JSON.parse(text, (key, value) =>
        Array.isArray(value) && key === 'Policies'
          ? value.filter(one => !without.test(JSON.stringify(one)))
          : value,
      ),
    );
  }

  async function createStack(StackName: string, body: object) {
    await owner.send(
      new CreateStackCommand({
        StackName,
        TemplateBody: JSON.stringify(body),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );
    const { Stacks } = await waitFor(StackName, waitUntilStackCreateComplete);
    return Stacks![0].StackId!;
  }

  async function deleteStack(StackName: string) {
    await owner.send(new DeleteStackCommand({ StackName }));
    await waitUntilStackDeleteComplete(
      { client: owner, maxWaitTime: 30, minDelay: 1 },
      { StackName },
    );
  }

  async function waitFor(
    StackName: string,
    wait: typeof waitUntilStackCreateComplete,
  ) {
    await wait({ client: owner, maxWaitTime: 30, minDelay: 1 }, { StackName });
    return owner.send(new DescribeStacksCommand({ StackName }));
  }

  /** A stack that is gone, with what it kept. */
  async function gone(stackName: string, tag = installation) {
    const stackId = await createStack(stackName, template(tag));
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
    for (const { Name: Bucket } of Buckets.filter(({ Name }) =>
      Name!.startsWith(stackName),
    )) {
      for (const Body of ['one', 'two']) {
        await s3.send(new PutObjectCommand({ Bucket, Key: 'log', Body }));
      }
      // MiniStack gives buckets no tags of their template.
      const TagSet = [{ Key: 'oaf:installation', Value: tag }];
      await s3.send(
        new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }),
      );
    }
    await deleteStack(stackName);
    return { account, region, stackName, stackId, installation };
  }

  /** Asks until nothing is left to be deleted. */
  async function deleteAll(target: Awaited<ReturnType<typeof gone>>) {
    const events: StackEvent[] = [];
    for (let count = 0; count < 10; count += 1) {
      const answer = await driver.deleteKept(target, call());
      events.push(...answer.events);
      if (answer.remaining === 0) {
        return events;
      }
    }
    throw new Error('It did not end');
  }

  /** What is there, by its service. */
  async function left() {
    const [tables, buckets, logs, pools, secrets, keys] = await Promise.all([
      new DynamoDBClient(config).send(new ListTablesCommand({})),
      s3.send(new ListBucketsCommand({})),
      new CloudWatchLogsClient(config).send(new DescribeLogGroupsCommand({})),
      new CognitoIdentityProviderClient(config).send(
        new ListUserPoolsCommand({ MaxResults: 60 }),
      ),
      new SecretsManagerClient(config).send(new ListSecretsCommand({})),
      new KMSClient(config).send(new ListKeysCommand({})),
    ]);
    return {
      tables: tables.TableNames!.length,
      buckets: buckets.Buckets?.length ?? 0,
      logs: logs.logGroups!.length,
      pools: pools.UserPools!.length,
      secrets: secrets.SecretList!.filter(
        ({ Tags = [], DeletedDate }) => Tags.length > 0 && !DeletedDate,
      ).length,
      keys: keys.Keys!.length,
    };
  }

  beforeAll(async () => {
    emulator = await startEmulator('ministack', enforcedIam);
    config = { ...emulator.clientConfig, region };
    owner = new CloudFormationClient(config);
    s3 = new S3Client({ ...config, forcePathStyle: true });
    const credentials = await createCaller(emulator, account.trust!.roleArn);
    await trust(/^$/, judged);
    created = createAwsDriver({
      config: awsConfig({ endpoint: emulator.endpoint }),
      credentials: async () => async () => credentials,
      logger: mockServices.logger.mock(),
      stacks: {
        names: [],
        readTemplate: async () => '',
        readArchive: async () => Buffer.from(''),
      },
    });
    driver = created.driver.deployment!;
  });

  afterAll(async () => {
    await created?.close();
    await emulator?.stop();
  });

  it('is told before the stack goes, by the template that it has', async () => {
    const stackId = await createStack('oaf-shown', {
      Resources: {
        Bell: { Type: 'AWS::SNS::Topic', DeletionPolicy: 'Delete' },
        Door: { Type: 'AWS::SQS::Queue', DeletionPolicy: 'Retain' },
        Logs: {
          Type: 'AWS::Logs::LogGroup',
          DeletionPolicy: 'RetainExceptOnCreate',
        },
        Database: {
          Type: 'AWS::RDS::DBCluster',
          Properties: {
            Engine: 'aurora-mysql',
            MasterUsername: 'oaf',
            MasterUserPassword: 'not-a-secret',
          },
        },
      },
    });
    const target = {
      account,
      region,
      stackName: 'oaf-shown',
      stackId,
      installation,
    };
    const resources = await driver.listResources(target, call());
    const byName = Object.fromEntries(
      resources.map(({ resource, leaves, deletable }) => [
        resource,
        { leaves, deletable },
      ]),
    );
    expect(byName).toEqual({
      Bell: { leaves: undefined, deletable: false },
      Door: { leaves: 'itself', deletable: false },
      Logs: { leaves: 'itself', deletable: true },
      Database: { leaves: 'snapshot', deletable: true },
    });
    await deleteStack('oaf-shown');
  });

  it('is deleted, or waits for its end without a tag of ours', async () => {
    const before = await left();
    const target = await gone('oaf-sample');
    expect(await left()).toEqual({
      tables: before.tables + 1,
      buckets: before.buckets + 1,
      logs: before.logs + 1,
      pools: before.pools + 1,
      secrets: before.secrets + 1,
      keys: before.keys + 1,
    });
    const events = await deleteAll(target);
    expect(await left()).toEqual({ ...before, keys: before.keys + 1 });
    const key = events.find(({ resource }) => resource === 'Key')!;
    expect(key).toMatchObject({
      status: 'PENDING_DELETION',
      reason: 'It can be got back for up to 30 days.',
    });
    const kms = new KMSClient(config);
    const { KeyMetadata } = await kms.send(
      new DescribeKeyCommand({ KeyId: key.physicalId }),
    );
    expect(KeyMetadata!.KeyState).toBe('PendingDeletion');
    const { Tags = [] } = await kms.send(
      new ListResourceTagsCommand({ KeyId: key.physicalId }),
    );
    const keys = Tags.map(({ TagKey }) => TagKey!);
    expect(keys.filter(tag => tag.startsWith('oaf:'))).toEqual([
      'oaf:deleting',
    ]);
  });

  it('is deleted once, however often it is asked for', async () => {
    const target = await gone('oaf-again');
    const told = async () => {
      const events = await deleteAll(target);
      return new Set(events.map(({ id, status }) => `${status} ${id}`));
    };
    expect(await told()).toEqual(await told());
  });

  it('stays when it does not carry the tag of the installation', async () => {
    const target = await gone('oaf-foreign', 'oaf-somebody-else');
    const before = await left();
    const events = await deleteAll(target);
    expect(events.map(({ status }) => status)).toEqual(
      Array.from({ length: 6 }, () => 'KEPT'),
    );
    expect(await left()).toEqual(before);
  });

  it('cannot be told of a stack that AWS has forgotten', async () => {
    const target = await gone('oaf-forgotten');
    const stackId = `${target.stackId}0`;
    await expect(
      driver.deleteKept({ ...target, stackId }, call()),
    ).rejects.toThrow(/^AWS does not tell any more what the stack/);
  });

  it('is deleted by a role of the current template alone', async () => {
    const target = { account, region, stackName: 'oaf-sample', installation };
    const missing = (deleteKept: boolean) =>
      driver.missingPermissions(target, { deleteKept }, call());
    await deleteStack('trust');
    await trust(/^$/);
    expect(await missing(true)).toEqual([]);
    await deleteStack('trust');
    await trust(/"delete-kept"/);
    expect(await missing(false)).toEqual([]);
    expect(await missing(true)).toEqual(
      expect.arrayContaining([
        'dynamodb:DeleteTable',
        'kms:ScheduleKeyDeletion',
        's3:DeleteObjectVersion',
      ]),
    );
  });
});
