import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudFormationClient,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { TestDatabases } from '@backstage/backend-test-utils';
import type {
  AccountLink,
  ApiManagementClient,
  DeploymentState,
} from '@oaf/backstage-plugin-api-management-common';
import { whichEmulators } from '@oaf/aws-emulator';
import { BackendProcess } from './__testUtils__/BackendProcess';
import { EmulatedAccounts } from './__testUtils__/deployment/EmulatedAccounts';
import { replicaDatabase } from './__testUtils__/deployment/replicaDatabase';
import { Replicas } from './__testUtils__/deployment/Replicas';
import { eventually } from './__testUtils__/eventually';
import { signIn } from './__testUtils__/signIn';

const { leftOut } = whichEmulators();
const describeEmulator = leftOut ? describe.skip : describe;
const databases = TestDatabases.create();
type Engine = Parameters<TestDatabases['init']>[0];
const engines: Engine[] = databases.eachSupportedId().map(([id]) => id);

// The first start installs the emulator.
jest.setTimeout(600_000);

const accountId = '000000000000';
const stackName = 'oaf-notify';

/** The first of the replicas is struck, so many milliseconds after a deployment was confirmed at it. */
type Harm = [title: string, harm: (replicas: Replicas) => Promise<void>];

const beside: Harm[] = [
  [
    'killed beside another replica',
    replicas => replicas.goOnAfter(0, () => replicas.lose('SIGKILL')),
  ],
  [
    'frozen beside another replica',
    async replicas => {
      await replicas.add();
      await replicas.goOnAfter(50, () => replicas.freeze());
    },
  ],
  [
    'stopped by SIGTERM beside another replica',
    replicas => replicas.goOnAfter(100, () => replicas.lose('SIGTERM')),
  ],
];

const alone: Harm[] = [
  ['frozen', replicas => replicas.goOnAfter(0, () => replicas.freeze())],
  ...(['SIGTERM', 'SIGKILL'] as const).map(
    (signal): Harm => [
      `ended by ${signal} and started again`,
      replicas =>
        replicas.goOnAfter(50, async () => {
          await replicas.lose(signal);
          await replicas.add();
        }),
    ],
  ),
];

/** SQLite belongs to one process. */
const harmsOn = (engine: Engine) =>
  engine === 'SQLITE_3' ? alone : [...beside, ...alone];

const accountOf: Record<string, string> = Object.fromEntries(
  engines.map((engine, index) => [engine, String(index + 1).repeat(12)]),
);

/** Linked accounts of an emulator that enforces IAM. */
describeEmulator(`a deployment into AWS ${leftOut ?? ''}`, () => {
  let directory: string;
  let accounts: EmulatedAccounts;
  let configuration: string;
  let portal: BackendProcess;
  let api: ApiManagementClient;
  let token: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'deployment-'));
    accounts = await EmulatedAccounts.start();
    configuration = join(directory, 'aws.yaml');
    // YAML takes JSON as it is.
    await writeFile(
      configuration,
      JSON.stringify(await accounts.configuration()),
    );
    portal = await BackendProcess.create(join(directory, 'portal'), [
      configuration,
    ]);
    await portal.start();
    ({ api, token } = await signIn(portal, 'ada'));
  });

  afterAll(async () => {
    await portal?.stop();
    await accounts?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  describe('by the whole portal', () => {
    let link: AccountLink;

    const until = (deploymentId: string, state: DeploymentState) =>
      eventually(async () => {
        const deployment = await api.getDeployment({ path: { deploymentId } });
        if (deployment.failure) {
          throw new Error(deployment.failure.message);
        }
        return deployment.state === state && deployment;
      });

    beforeAll(async () => {
      link = await accounts.link(api, accountId);
    });

    it('is for administrators', async () => {
      const { api: manager } = await signIn(portal, 'max');
      await expect(manager.listStacks({ query: {} })).rejects.toMatchObject({
        statusCode: 403,
      });
    });

    it('shows what it makes, makes it, and tells where it is', async () => {
      const { id } = await api.startDeployment({
        body: {
          action: 'deploy',
          accountLinkId: link.id,
          region: accounts.region,
          stackName,
          template: 'notify',
          parameters: { Email: 'ops@example.com' },
        },
      });
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
      expect(items).toMatchObject([
        { name: stackName, updateAvailable: false },
      ]);
    });

    it('removes everything again', async () => {
      const { region } = accounts;
      const { id } = await api.startDeployment({
        body: { action: 'destroy', accountLinkId: link.id, region, stackName },
      });
      await until(id, 'awaiting-confirmation');
      await api.confirmDeployment({ path: { deploymentId: id } });
      await until(id, 'succeeded');
      const owner = accounts.owner(accountId);
      const s3 = new S3Client({ ...owner, forcePathStyle: true });
      const { Buckets: buckets = [] } = await s3.send(
        new ListBucketsCommand({}),
      );
      expect(buckets).toEqual([]);
      await expect(
        new CloudFormationClient(owner).send(
          new DescribeStacksCommand({ StackName: stackName }),
        ),
      ).rejects.toThrow('does not exist');
    });
  });

  /** Each engine has replicas and an account of its own. Engines go side by side, because each mostly waits. */
  describe('whose backend comes to harm goes on and ends once', () => {
    const outcomes = new Map<string, Promise<void>>();
    const closing: Array<() => Promise<void>> = [];

    async function startReplicas(engine: Engine, count: number) {
      const own = join(directory, engine);
      const database = await replicaDatabase(databases, engine, own);
      const replicas = await Replicas.create(
        {
          directory: own,
          accounts,
          accountId: accountOf[engine],
          database: database.config,
          portal,
          token,
          configuration,
        },
        count,
      );
      closing.push(async () => {
        await replicas.stop();
        await database.drop();
      });
      return replicas;
    }

    beforeAll(() => {
      for (const engine of engines) {
        const harms = harmsOn(engine);
        const replicas = startReplicas(engine, harms === alone ? 1 : 2);
        let before: Promise<unknown> = replicas;
        for (const [title, harm] of harms) {
          const outcome = before.then(async () => harm(await replicas));
          // It is told by its test.
          outcome.catch(() => {});
          outcomes.set(`${engine} ${title}`, outcome);
          before = outcome;
        }
      }
    });

    afterAll(async () => {
      await Promise.allSettled(outcomes.values());
      await Promise.all(closing.map(close => close()));
    });

    describe.each(engines)('on %s', engine => {
      it.each(harmsOn(engine))('%s', async title => {
        const outcome = outcomes.get(`${engine} ${title}`);
        await expect(outcome).resolves.toBeUndefined();
      });
    });
  });
});
