import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import type {
  AccountLink,
  ApiManagementClient,
  DeploymentState,
} from '@oaf/backstage-plugin-api-management-common';
import {
  enforcedIam,
  startEmulator,
  trustStackForMiniStack,
  whichEmulators,
  type Emulator,
} from '@oaf/aws-emulator';
import { parse } from 'yaml';
import { BackendProcess } from './__testUtils__/BackendProcess';
import { eventually } from './__testUtils__/eventually';
import { signIn } from './__testUtils__/signIn';

const { leftOut } = whichEmulators();
const describeEmulator = leftOut ? describe.skip : describe;

// The first start installs the emulator.
jest.setTimeout(600_000);

const accountId = '000000000000';
const region = 'us-east-1';
const stackName = 'oaf-notify';

/** A linked account of an emulator that enforces IAM; the backend is killed while it deploys there. */
describeEmulator(`a deployment into AWS ${leftOut ?? ''}`, () => {
  let directory: string;
  let emulator: Emulator;
  let owner: CloudFormationClient;
  let backend: BackendProcess;
  let api: ApiManagementClient;
  let link: AccountLink;

  async function createBackstageUser() {
    const iam = new IAMClient(emulator.clientConfig);
    const UserName = 'backstage';
    await iam.send(new CreateUserCommand({ UserName }));
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }],
    });
    await iam.send(
      new PutUserPolicyCommand({
        UserName,
        PolicyName: 'assume',
        PolicyDocument,
      }),
    );
    const { AccessKey } = await iam.send(
      new CreateAccessKeyCommand({ UserName }),
    );
    return AccessKey!;
  }

  async function writeConfiguration() {
    const key = await createBackstageUser();
    const file = join(directory, 'aws.yaml');
    // YAML takes JSON as it is.
    await writeFile(
      file,
      JSON.stringify({
        aws: {
          mainAccount: {
            accessKeyId: key.AccessKeyId,
            secretAccessKey: key.SecretAccessKey,
          },
        },
        apiManagement: { aws: { endpoint: emulator.endpoint } },
      }),
    );
    return file;
  }

  /** As its owner links it, with the template that the portal offers. */
  async function linkAccount() {
    const created = await api.createAccountLink({
      body: { driver: 'aws', accountId, partition: 'aws', alias: 'Emulated' },
    });
    const path = { accountLinkId: created.id };
    const setup = await api.getTrustSetup({
      path,
      query: { permissionSets: ['import', 'deploy'] },
    });
    const StackName = 'trust';
    await owner.send(
      new CreateStackCommand({
        StackName,
        TemplateBody: trustStackForMiniStack(parse(setup.template)),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );
    await waitUntilStackCreateComplete(
      { client: owner, maxWaitTime: 60, minDelay: 1 },
      { StackName },
    );
    const { accountLink, checks } = await api.verifyAccountLink({
      path,
      body: { roleArn: setup.roleArn },
    });
    expect(checks.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
    return accountLink;
  }

  const start = (Email: string) =>
    api.startDeployment({
      body: {
        action: 'deploy',
        accountLinkId: link.id,
        region,
        stackName,
        template: 'notify',
        parameters: { Email },
      },
    });

  const until = (deploymentId: string, ...states: DeploymentState[]) =>
    eventually(async () => {
      const deployment = await api.getDeployment({ path: { deploymentId } });
      if (deployment.failure) {
        throw new Error(deployment.failure.message);
      }
      return states.includes(deployment.state) && deployment;
    });

  async function restart(signal: NodeJS.Signals) {
    await backend.stop(signal);
    await backend.start();
    ({ api } = await signIn(backend, 'ada'));
  }

  /** How often CloudFormation finished what a deployment set off. */
  async function ends(deploymentId: string) {
    const { StackEvents: events = [] } = await owner.send(
      new DescribeStackEventsCommand({ StackName: stackName }),
    );
    return events.filter(
      event =>
        event.ClientRequestToken === `oaf-${deploymentId}` &&
        event.PhysicalResourceId === event.StackId &&
        /^(CREATE|UPDATE)_COMPLETE$/.test(event.ResourceStatus ?? ''),
    ).length;
  }

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'deployment-'));
    emulator = await startEmulator('ministack', enforcedIam);
    owner = new CloudFormationClient({ ...emulator.clientConfig, region });
    backend = await BackendProcess.create(join(directory, 'data'), [
      await writeConfiguration(),
    ]);
    await backend.start();
    ({ api } = await signIn(backend, 'ada'));
    link = await linkAccount();
  });

  afterAll(async () => {
    await backend?.stop();
    await emulator?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it('is for administrators', async () => {
    const { api: manager } = await signIn(backend, 'max');
    await expect(manager.listStacks({ query: {} })).rejects.toMatchObject({
      statusCode: 403,
    });
  });

  it('shows what it makes, makes it, and tells where it is', async () => {
    const { id } = await start('ops@example.com');
    await until(id, 'awaiting-confirmation');
    const path = { deploymentId: id };
    const changes = await api.listDeploymentChanges({ path, query: {} });
    expect(
      changes.items.map(({ action, type }) => `${action} ${type}`),
    ).toEqual(
      expect.arrayContaining(['add AWS::SNS::Topic', 'add AWS::KMS::Key']),
    );
    await api.confirmDeployment({ path });
    const { outputs } = await until(id, 'succeeded');
    expect(Object.keys(outputs)).not.toEqual([]);
    const { items } = await api.listStacks({ query: {} });
    expect(items).toMatchObject([{ name: stackName, updateAvailable: false }]);
  });

  it.each([
    ['SIGKILL', 0],
    ['SIGKILL', 150],
    ['SIGTERM', 50],
  ] as const)(
    'goes on after %s, %i ms after it was confirmed, and ends once',
    async (signal, delay) => {
      const { id } = await start(`${signal}-${delay}@example.com`);
      await restart(signal);
      await until(id, 'awaiting-confirmation');
      await api.confirmDeployment({ path: { deploymentId: id } });
      await wait(delay);
      await restart(signal);
      await until(id, 'succeeded');
      expect(await ends(id)).toBe(1);
    },
  );

  it('goes on after it was frozen', async () => {
    const { id } = await start('frozen@example.com');
    await until(id, 'awaiting-confirmation');
    await api.confirmDeployment({ path: { deploymentId: id } });
    backend.signal('SIGSTOP');
    await wait(10_000);
    backend.signal('SIGCONT');
    await until(id, 'succeeded');
    expect(await ends(id)).toBe(1);
  });

  it('removes everything again', async () => {
    const { id } = await api.startDeployment({
      body: { action: 'destroy', accountLinkId: link.id, region, stackName },
    });
    await until(id, 'awaiting-confirmation');
    await api.confirmDeployment({ path: { deploymentId: id } });
    await until(id, 'succeeded');
    const s3 = new S3Client({ ...emulator.clientConfig, forcePathStyle: true });
    const { Buckets: buckets = [] } = await s3.send(new ListBucketsCommand({}));
    expect(buckets).toEqual([]);
    await expect(
      owner.send(new DescribeStacksCommand({ StackName: stackName })),
    ).rejects.toThrow('does not exist');
  });
});
