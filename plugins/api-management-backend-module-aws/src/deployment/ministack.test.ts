import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
  waitUntilStackCreateComplete,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import {
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
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
import { awsConfig } from '../__testUtils__/simulator';
import { createAwsDriver } from '../createAwsDriver';
import {
  trustTemplate,
  type TrustParameters,
} from '../linking/trustTemplate/trustTemplate';
import { ArtifactBucket, bucketName } from './ArtifactBucket';
import type { StackSource } from './StackSource';

const { leftOut } = whichEmulators();
const describeMiniStack = leftOut ? describe.skip : describe;

// The first start installs the emulator.
jest.setTimeout(300_000);

const region = 'eu-central-1';
const accountId = '000000000000';
const installation = 'oaf-0123456789ab';
const since = Date.now();
const needs = { deleteKept: false };
const call = () => ({ signal: AbortSignal.timeout(30_000) });

/** So long that it does not fit into a request. */
const padding = 'x'.repeat(1_000);

const template = {
  Description: 'A topic and a queue',
  Parameters: {
    Installation: { Type: 'String' },
    ArtifactBucket: { Type: 'String' },
    CodeArchive: { Type: 'String' },
    Title: { Type: 'String', Default: 'first' },
    Secret: { Type: 'String', Default: '', NoEcho: true },
    // MiniStack makes no SecureString.
    Kind: {
      Type: 'String',
      Default: 'String',
      AllowedValues: ['String', 'SecureString'],
    },
  },
  Resources: {
    Topic: {
      Type: 'AWS::SNS::Topic',
      Properties: {
        DisplayName: { Ref: 'Title' },
        Tags: [
          { Key: 'oaf:installation', Value: { Ref: 'Installation' } },
          { Key: 'code', Value: { Ref: 'CodeArchive' } },
        ],
      },
    },
    Text: {
      Type: 'AWS::SSM::Parameter',
      Properties: { Type: { Ref: 'Kind' }, Value: 'x' },
    },
  },
  Outputs: { TopicArn: { Value: { Ref: 'Topic' } } },
  Metadata: Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [`Padding${index}`, padding]),
  ),
};

const stacks: StackSource = {
  names: ['sample'],
  readTemplate: async () => JSON.stringify(template),
  readArchive: async () => Buffer.from('code'),
};

const parameters: TrustParameters = {
  ExternalId: 'k3Jd8sLq0ZxY7vBn2mWc4A',
  ExternalIdPerAccount: 'false',
  PrincipalArn: `arn:aws:iam::${accountId}:user/backstage`,
  RoleName: 'OpenApiFrameworkTrust',
  // MiniStack does not know AWS::Region in a condition.
  RoleRegion: '',
  AllowImport: 'true',
  AllowProvision: 'false',
  AllowDeploy: 'true',
  EventTargetArn: '',
};

/** The trust stack, but for an action that its role is to lack. */
function trustStack(values: TrustParameters, without?: string): string {
  const stack = JSON.parse(trustStackForMiniStack(trustTemplate(values)));
  const lessOf = (statement: any) =>
    Array.isArray(statement?.Action)
      ? {
          ...statement,
          Action: statement.Action.filter((one: string) => one !== without),
        }
      : statement;
  const isLeft = (statement: any) =>
    statement.Action?.length !== 0 &&
    // Which keys are denied depends on tags, which MiniStack does not see when it simulates.
    !statement['Fn::If'];
  return JSON.stringify(stack, (key, value) =>
    key === 'Statement' ? value.map(lessOf).filter(isLeft) : value,
  );
}

const account: LinkedAccount = {
  id: 'link-ministack',
  driver: 'aws',
  accountId,
  partition: 'aws',
  alias: 'MiniStack',
  regions: [region],
  trust: {
    roleArn: `arn:aws:iam::${accountId}:role/${parameters.RoleName}`,
    externalId: parameters.ExternalId,
  },
};

const target = { account, region, stackName: 'oaf-sample', installation };

describeMiniStack(`deployment on MiniStack ${leftOut ?? ''}`, () => {
  let emulator: Emulator;
  let created: ReturnType<typeof createAwsDriver>;
  let driver: StackDeployment;
  let owner: CloudFormationClient;
  let ownerS3: S3Client;

  async function updateTrust(values: TrustParameters, without?: string) {
    await owner.send(
      new UpdateStackCommand({
        StackName: 'trust',
        TemplateBody: trustStack(values, without),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );
    await waitUntilStackUpdateComplete(
      { client: owner, maxWaitTime: 30, minDelay: 1 },
      { StackName: 'trust' },
    );
  }

  beforeAll(async () => {
    emulator = await startEmulator('ministack', enforcedIam);
    owner = new CloudFormationClient(emulator.clientConfig);
    ownerS3 = new S3Client({ ...emulator.clientConfig, forcePathStyle: true });
    const credentials = await createCaller(emulator, account.trust!.roleArn);
    await owner.send(
      new CreateStackCommand({
        StackName: 'trust',
        TemplateBody: trustStack(parameters),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );
    await waitUntilStackCreateComplete(
      { client: owner, maxWaitTime: 30, minDelay: 1 },
      { StackName: 'trust' },
    );
    created = createAwsDriver({
      config: awsConfig({ endpoint: emulator.endpoint }),
      credentials: async () => async () => credentials,
      logger: mockServices.logger.mock(),
      stacks,
    });
    driver = created.driver.deployment!;
  });

  afterAll(async () => {
    await created?.close();
    await emulator?.stop();
  });

  /** Asks until the answer is another one. */
  async function settled<Answer>(
    read: () => Promise<Answer>,
    isPending: (answer: Answer) => boolean,
  ): Promise<Answer> {
    for (let count = 0; count < 60; count += 1) {
      const answer = await read();
      if (!isPending(answer)) {
        return answer;
      }
      await new Promise(done => setTimeout(done, 200));
    }
    throw new Error('It did not end');
  }

  async function preview(name: string, values: Record<string, string> = {}) {
    const stack = await driver.readStack(target, call());
    await driver.createChangeSet(
      target,
      { name, isNew: !stack, template: 'sample', parameters: values },
      call(),
    );
    return settled(
      () => driver.readChangeSet(target, name, call()),
      ({ status }) => status === 'pending',
    );
  }

  /** Sets a change set off and waits for the stack's last word. */
  async function execute(name: string) {
    const stack = await driver.readStack(target, call());
    const exact = { ...target, stackId: stack!.stackId };
    await driver.executeChangeSet(exact, { name, token: name }, call());
    // Whoever was cut off asks once more.
    await driver.executeChangeSet(exact, { name, token: name }, call());
    const isLast = ({ kind }: StackEvent) =>
      ['settled', 'undone', 'removed'].includes(kind);
    const events = await settled(
      () => driver.readEvents(exact, { tokens: [name], since }, call()),
      all => !all.some(isLast),
    );
    return { exact, events, last: events.findLast(isLast)!.kind };
  }

  it('knows what is to be chosen', async () => {
    const [known] = await driver.templates();
    expect(known).toMatchObject({
      name: 'sample',
      description: 'A topic and a queue',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(known.parameters.map(({ name, secret }) => [name, secret])).toEqual([
      ['Title', false],
      ['Secret', true],
      ['Kind', false],
    ]);
  });

  it('misses nothing that the trust template gives', async () => {
    expect(await driver.missingPermissions(target, needs, call())).toEqual([]);
  });

  it('uploads into a bucket of the installation, twice as well as once', async () => {
    await driver.upload(target, { template: 'sample' }, call());
    await driver.upload(target, { template: 'sample' }, call());
    const Bucket = 'oaf-artifacts-0123456789ab-000000000000-eu-central-1';
    const { Contents = [] } = await ownerS3.send(
      new ListObjectsV2Command({ Bucket }),
    );
    expect(Contents.map(({ Key }) => Key)).toEqual([
      expect.stringMatching(/^oaf\/[0-9a-f]{64}\.(json|zip)$/),
      expect.stringMatching(/^oaf\/[0-9a-f]{64}\.(json|zip)$/),
    ]);
    const { TagSet } = await ownerS3.send(
      new GetBucketTaggingCommand({ Bucket }),
    );
    expect(TagSet).toEqual([{ Key: 'oaf:installation', Value: installation }]);
    const { PublicAccessBlockConfiguration } = await ownerS3.send(
      new GetPublicAccessBlockCommand({ Bucket }),
    );
    expect(PublicAccessBlockConfiguration).toMatchObject({
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    });
    const { ServerSideEncryptionConfiguration } = await ownerS3.send(
      new GetBucketEncryptionCommand({ Bucket }),
    );
    expect(ServerSideEncryptionConfiguration!.Rules).toHaveLength(1);
  });

  it('has a bucket that answers over TLS alone', async () => {
    const elsewhere = { ...target, installation: 'oaf-elsewhere' };
    // With the owner's rights: without TLS nobody else could read the policy.
    await new ArtifactBucket(ownerS3, elsewhere, {
      ...call(),
      onlyOverTls: true,
    }).ensure();
    const { Policy } = await ownerS3.send(
      new GetBucketPolicyCommand({ Bucket: bucketName(elsewhere) }),
    );
    expect(JSON.parse(Policy!).Statement).toMatchObject([
      {
        Effect: 'Deny',
        Principal: '*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ]);
  });

  it('tells what would be made, and makes it', async () => {
    expect(await preview('oaf-one', { Title: 'one' })).toEqual({
      status: 'ready',
      executed: false,
    });
    // The same again, as after a crash.
    expect(await preview('oaf-one', { Title: 'one' })).toMatchObject({
      status: 'ready',
    });
    expect(await driver.readStack(target, call())).toMatchObject({
      condition: 'review',
    });
    expect(await driver.readChanges(target, 'oaf-one', call())).toMatchObject([
      { action: 'add', resource: 'Text', type: 'AWS::SSM::Parameter' },
      { action: 'add', resource: 'Topic', type: 'AWS::SNS::Topic' },
    ]);
    const { exact, events, last } = await execute('oaf-one');
    expect(last).toBe('settled');
    expect(events.map(({ kind, resource }) => [kind, resource])).toContainEqual(
      ['done', 'Topic'],
    );
    expect(await driver.readStack(exact, call())).toMatchObject({
      condition: 'ready',
      installation,
      outputs: { TopicArn: expect.stringContaining(':oaf-sample-') },
    });
    expect(await driver.listResources(exact, call())).toMatchObject([
      { resource: 'Text', type: 'AWS::SSM::Parameter' },
      { resource: 'Topic', type: 'AWS::SNS::Topic' },
    ]);
  });

  it('finds nothing to change in the same, whose other values stay', async () => {
    expect(await preview('oaf-two')).toEqual({ status: 'empty' });
    await driver.discardChangeSet(target, 'oaf-two', call());
    await driver.discardChangeSet(target, 'oaf-two', call());
    expect(await driver.readChangeSet(target, 'oaf-two', call())).toEqual({
      status: 'missing',
    });
  });

  it('changes it', async () => {
    await preview('oaf-three', { Title: 'three' });
    expect(await driver.readChanges(target, 'oaf-three', call())).toMatchObject(
      [{ action: 'modify', resource: 'Topic' }],
    );
    const { last } = await execute('oaf-three');
    expect(last).toBe('settled');
  });

  it('tells which resource failed; the rest is taken back', async () => {
    await preview('oaf-four', { Kind: 'SecureString' });
    const { events, last, exact } = await execute('oaf-four');
    expect(last).toBe('undone');
    const failed = events.find(({ kind }) => kind === 'failed')!;
    expect(failed).toMatchObject({ resource: 'Text' });
    expect(driver.remedyOf(failed)).toMatch(/start again/);
    expect(await driver.readStack(exact, call())).toMatchObject({
      status: 'UPDATE_ROLLBACK_COMPLETE',
      condition: 'ready',
    });
  });

  it('compares it with its template', async () => {
    const detection = await driver.detectDrift(target, call());
    const drift = await settled(
      () => driver.readDrift(target, detection, call()),
      ({ state }) => state === 'detecting',
    );
    expect(drift).toEqual({ state: 'in-sync', resources: [] });
  });

  it('refuses what is no value of a parameter, and says so', async () => {
    await expect(
      driver.createChangeSet(
        target,
        {
          name: 'oaf-five',
          isNew: false,
          template: 'sample',
          parameters: { Kind: 'perhaps' },
        },
        call(),
      ),
    ).rejects.toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringMatching(/^CloudFormation does not accept it/),
      }),
    );
  });

  it('discards a review with its empty stack', async () => {
    const other = { ...target, stackName: 'oaf-other' };
    await driver.createChangeSet(
      other,
      { name: 'oaf-six', isNew: true, template: 'sample', parameters: {} },
      call(),
    );
    await driver.discardChangeSet(other, 'oaf-six', call());
    const left = await settled(
      () => driver.readStack(other, call()),
      stack => stack !== undefined,
    );
    expect(left).toBeUndefined();
  });

  it('leaves nothing of a stack that could not be made', async () => {
    const other = { ...target, stackName: 'oaf-broken' };
    await driver.createChangeSet(
      other,
      {
        name: 'oaf-seven',
        isNew: true,
        template: 'sample',
        parameters: { Kind: 'SecureString' },
      },
      call(),
    );
    await settled(
      () => driver.readChangeSet(other, 'oaf-seven', call()),
      ({ status }) => status === 'pending',
    );
    const { stackId } = (await driver.readStack(other, call()))!;
    const exact = { ...other, stackId };
    const set = { name: 'oaf-seven', token: 'oaf-seven' };
    await driver.executeChangeSet(exact, set, call());
    await settled(
      () => driver.readStack(exact, call()),
      stack => stack !== undefined,
    );
    const events = await driver.readEvents(
      exact,
      { tokens: ['oaf-seven'], since },
      call(),
    );
    expect(events).toContainEqual(
      expect.objectContaining({ kind: 'failed', resource: 'Text' }),
    );
  });

  it.each([
    ['in the request', ''],
    [
      'from the bucket, as it is too large for the request',
      `# ${padding}\n`.repeat(60),
    ],
  ])("makes somebody's own template, which goes %s", async (_, comment) => {
    const templateBody = `${comment}
Parameters: { Installation: { Type: String }, Title: { Type: String, Default: own } }
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Properties: { DisplayName: !Sub '\${Installation} \${Title}' }
Outputs: { TopicArn: { Value: !Ref Topic }, Title: { Value: !Ref Title } }
`;
    const other = { ...target, stackName: 'oaf-own' };
    const chosen = { template: 'own', templateBody };
    const name = `oaf-own-${comment.length}`;
    await driver.upload(other, chosen, call());
    await driver.createChangeSet(
      other,
      { ...chosen, name, isNew: true, parameters: { Installation: 'mine' } },
      call(),
    );
    await settled(
      () => driver.readChangeSet(other, name, call()),
      ({ status }) => status === 'pending',
    );
    await driver.executeChangeSet(other, { name, token: name }, call());
    const stack = await settled(
      () => driver.readStack(other, call()),
      state => state?.condition === 'busy',
    );
    expect(stack).toMatchObject({
      condition: 'ready',
      installation,
      outputs: { Title: 'own', TopicArn: expect.stringContaining('oaf-own') },
    });
    const { Stacks } = await owner.send(
      new DescribeStacksCommand({ StackName: 'oaf-own' }),
    );
    expect(Stacks![0].Tags).toContainEqual({ Key: 'oaf:stack', Value: 'own' });
    expect(Stacks![0].Parameters).toContainEqual(
      expect.objectContaining({
        ParameterKey: 'Installation',
        ParameterValue: 'mine',
      }),
    );
    const exact = { ...other, stackId: stack!.stackId };
    await driver.deleteStack(exact, `${name}-end`, call());
    await settled(
      () => driver.readStack(exact, call()),
      state => state !== undefined,
    );
  });

  it('may not touch stacks of other names', async () => {
    await expect(
      driver.deleteStack({ ...target, stackName: 'trust' }, 'x', call()),
    ).rejects.toMatchObject({
      reason: 'access-denied',
      message: expect.stringContaining('permission set deploy'),
    });
    const { Stacks } = await owner.send(
      new DescribeStacksCommand({ StackName: 'trust' }),
    );
    expect(Stacks).toHaveLength(1);
  });

  it('removes it, and what was uploaded for it', async () => {
    const stack = await driver.readStack(target, call());
    const exact = { ...target, stackId: stack!.stackId };
    await driver.deleteStack(exact, 'oaf-eight', call());
    await settled(
      () => driver.readStack(exact, call()),
      state => state !== undefined,
    );
    await driver.deleteStack(exact, 'oaf-eight', call());
    await driver.removeUploads(target, call());
    await driver.removeUploads(target, call());
    const { Buckets = [] } = await ownerS3.send(new ListBucketsCommand({}));
    expect(Buckets.map(({ Name }) => Name)).toEqual([
      'oaf-artifacts-elsewhere-000000000000-eu-central-1',
    ]);
  });

  it('names what a role lacks that was not given the permission set', async () => {
    await updateTrust(parameters, 'cloudformation:DeleteChangeSet');
    expect(await driver.missingPermissions(target, needs, call())).toEqual([
      'cloudformation:DeleteChangeSet',
    ]);
    await updateTrust({ ...parameters, AllowDeploy: 'false' });
    expect(await driver.missingPermissions(target, needs, call())).toEqual(
      expect.arrayContaining([
        'cloudformation:CreateChangeSet',
        'iam:PassRole',
      ]),
    );
    await updateTrust(parameters, 'iam:SimulatePrincipalPolicy');
    expect(await driver.missingPermissions(target, needs, call())).toEqual([
      'iam:SimulatePrincipalPolicy',
    ]);
  });

  it.each([
    ['nothing but import', {}, undefined, ['import']],
    ['deploy, too', { AllowDeploy: 'true' }, undefined, ['import', 'deploy']],
    [
      'everything',
      { AllowDeploy: 'true', AllowProvision: 'true' },
      undefined,
      ['import', 'provision', 'deploy'],
    ],
    [
      'a part of deploy',
      { AllowDeploy: 'true' },
      'cloudformation:DeleteChangeSet',
      ['import'],
    ],
    [
      'no right to ask what it may do',
      { AllowProvision: 'true' },
      'iam:SimulatePrincipalPolicy',
      ['import'],
    ],
  ] as const)(
    'tells the permission sets of a role that has %s',
    async (_, allowed, without, permissionSets) => {
      const none = { AllowProvision: 'false', AllowDeploy: 'false' } as const;
      await updateTrust({ ...parameters, ...none, ...allowed }, without);
      const verification = await created.driver.linking!.verify(
        account,
        call(),
      );
      expect(verification).toMatchObject({ permissionSets });
    },
  );
});
