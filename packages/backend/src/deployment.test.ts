import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import {
  CloudFormationClient,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { TestDatabases } from '@backstage/backend-test-utils';
import type {
  AccountLink,
  ApiManagementClient,
  DeploymentInput,
  DeploymentState,
} from '@oaf/backstage-plugin-api-management-common';
import { restApiTemplate } from '@oaf/backstage-plugin-api-management-common';
import { partOf, titleOfPart, whichEmulators } from '@oaf/aws-emulator';
import { readStackTemplate } from '@oaf/infrastructure';
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

/** The code of the functions, as `yarn workspace @oaf/infrastructure archives` makes it. */
async function buildArchives() {
  const access = dirname(require.resolve('@oaf/access/package.json'));
  const infrastructure = dirname(
    require.resolve('@oaf/infrastructure/package.json'),
  );
  await promisify(execFile)(process.execPath, [
    join(access, 'build/lambda.mjs'),
    join(infrastructure, 'archives'),
  ]);
}

/**
 * What befalls the first of so many replicas, some milliseconds after a deployment was confirmed at it.
 */
type Harm = {
  title: string;
  replicas: number;
  strike: (replicas: Replicas) => Promise<void>;
};

const beside: Harm[] = [
  {
    title: 'killed beside another replica',
    replicas: 2,
    strike: replicas => replicas.goOnAfter(0, () => replicas.lose('SIGKILL')),
  },
  {
    title: 'frozen beside another replica',
    replicas: 2,
    strike: replicas => replicas.goOnAfter(50, () => replicas.freeze()),
  },
  {
    title: 'stopped by SIGTERM beside another replica',
    replicas: 2,
    strike: replicas => replicas.goOnAfter(100, () => replicas.lose('SIGTERM')),
  },
];

const alone: Harm[] = [
  {
    title: 'frozen',
    replicas: 1,
    strike: replicas => replicas.goOnAfter(0, () => replicas.freeze()),
  },
  ...(['SIGTERM', 'SIGKILL'] as const).flatMap((signal): Harm[] => [
    {
      title: `ended by ${signal} and started again`,
      replicas: 1,
      strike: replicas =>
        replicas.goOnAfter(50, () => replicas.restart(signal)),
    },
    {
      title: `ended by ${signal} and started again in each step of a removal`,
      replicas: 1,
      strike: replicas =>
        replicas.removeAllDespite(() => replicas.restart(signal)),
    },
  ]),
];

/** Each on one engine a day, and each engine has its share. */
const part = partOf(engines.length, process.env.OAF_FAULTS);

const harmsOn = (engine: Engine): Harm[] =>
  [...beside, ...alone].filter(
    (_, index) => (index + engines.indexOf(engine)) % part.of === part.nth,
  );

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

  const outcomes = new Map<string, Promise<void>>();
  const closing: Array<() => Promise<void>> = [];

  async function startReplicas(engine: Engine) {
    const own = join(directory, engine);
    const database = await replicaDatabase(databases, engine, own);
    const replicas = await Replicas.create({
      directory: own,
      accounts,
      accountId: accountOf[engine],
      database: database.config,
      portal,
      token,
      configuration,
    });
    closing.push(async () => {
      await replicas.stop();
      await database.drop();
    });
    return replicas;
  }

  /** Engines go side by side, and beside the portal, because each mostly waits. */
  function comeToHarm() {
    for (const engine of engines) {
      const replicas = startReplicas(engine);
      let before: Promise<unknown> = replicas;
      for (const { title, replicas: count, strike } of harmsOn(engine)) {
        const outcome = before.then(async () => {
          await (await replicas).become(count);
          await strike(await replicas);
        });
        // It is told by its test.
        outcome.catch(() => {});
        outcomes.set(`${engine} ${title}`, outcome);
        before = outcome;
      }
    }
  }

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'deployment-'));
    [accounts] = await Promise.all([EmulatedAccounts.start(), buildArchives()]);
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
    comeToHarm();
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

    async function plan(body: Partial<DeploymentInput>) {
      const { id } = await api.startDeployment({
        body: {
          action: 'deploy',
          accountLinkId: link.id,
          region: accounts.region,
          stackName,
          ...body,
        },
      });
      return id;
    }

    /** What a deployment became that may be carried out. */
    async function carryOut(deploymentId: string) {
      await until(deploymentId, 'awaiting-confirmation');
      await api.confirmDeployment({ path: { deploymentId } });
      return until(deploymentId, 'succeeded');
    }

    it('shows what it makes, makes it, and tells where it is', async () => {
      const id = await plan({
        template: 'notify',
        parameters: { Email: 'ops@example.com' },
      });
      await until(id, 'awaiting-confirmation');
      const changes = await api.listDeploymentChanges({
        path: { deploymentId: id },
        query: {},
      });
      expect(
        changes.items.map(({ action, type }) => `${action} ${type}`),
      ).toEqual(
        expect.arrayContaining(['add AWS::SNS::Topic', 'add AWS::KMS::Key']),
      );
      const { outputs } = await carryOut(id);
      expect(Object.keys(outputs)).not.toEqual([]);
      const { items } = await api.listStacks({ query: {} });
      expect(items).toMatchObject([
        { name: stackName, updateAvailable: false },
      ]);
    });

    describe("of somebody's own template", () => {
      const own = (title: string): Partial<DeploymentInput> => ({
        stackName: 'oaf-bell',
        templateBody: `
Parameters: { Title: { Type: String }, Token: { Type: String, NoEcho: yes } }
Resources:
  Bell:
    Type: AWS::SNS::Topic
    Properties: { DisplayName: !Sub '${title} \${Title}' }
Outputs: { Arn: { Value: !Ref Bell } }
`,
      });
      const values = { Title: 'Door', Token: 'hunter22' };

      it('makes, changes and removes it, by the same jobs', async () => {
        const made = await carryOut(
          await plan({ ...own('A'), parameters: values }),
        );
        expect(made).toMatchObject({
          template: 'own',
          parameters: { Title: 'Door' },
          outputs: { Arn: expect.stringMatching(/^arn:aws:sns:/) },
        });
        expect(JSON.stringify(made)).not.toContain('hunter22');
        const same = await until(await plan(own('A')), 'succeeded');
        expect(same.changed).toBe(false);
        const other = await carryOut(await plan(own('B')));
        expect([other.changed, other.progress.total]).toEqual([true, 1]);
        await carryOut(
          await plan({ action: 'destroy', stackName: 'oaf-bell' }),
        );
        expect(await accounts.tagged(accountId, 'own')).toEqual([]);
      });

      it('says what CloudFormation has against it', async () => {
        const id = await plan({
          stackName: 'oaf-unheard',
          templateBody: 'Resources: { It: { Type: AWS::Unheard::Of } }',
        });
        await expect(until(id, 'awaiting-confirmation')).rejects.toThrow(
          /^CloudFormation does not accept it\. .*AWS::Unheard::Of/,
        );
      });
    });

    describe('of a REST API made from a document', () => {
      const owner = 'group:default/platform-administrators';
      const document = JSON.stringify({
        openapi: '3.0.3',
        info: { title: 'Loans', version: '1' },
        paths: {
          '/loans/{loan_id}': {
            get: { responses: { 200: { description: 'A loan' } } },
          },
        },
        components: {
          // So large that it does not fit into a request.
          schemas: { Loan_List: { description: 'x'.repeat(60_000) } },
        },
      });

      it('imports it, and makes a draft product of it, which is not published yet', async () => {
        const { outputs } = await carryOut(
          await plan({
            stackName: 'oaf-loans',
            templateBody: restApiTemplate(document, {
              stage: 'v1',
              owner,
              baseUrl: 'https://loans.example.com',
            }),
          }),
        );
        const { version } = await api.getAccountLink({
          path: { accountLinkId: link.id },
        });
        await api.updateAccountLink({
          path: { accountLinkId: link.id },
          query: { version },
          body: { regions: [accounts.region] },
        });
        const imported = await eventually(async () => {
          const { items } = await api.listGatewayApis({
            query: { accountLinkId: link.id },
          });
          return items.find(({ apiId }) => apiId === outputs.ApiId);
        });
        expect(imported).toMatchObject({ title: 'Loans', stage: 'v1' });
        const product = await api.createProduct({
          body: {
            title: 'Loans',
            summary: 'Loans',
            owner,
            gatewayApiIds: [imported.id],
            audience: { type: 'groups', groups: [owner] },
            approval: 'manual',
            plans: [
              {
                title: 'Standard',
                limits: { rate: 1, burst: 1 },
                price: { currency: 'EUR', components: [] },
              },
            ],
          },
        });
        expect(product).toMatchObject({
          state: 'draft',
          gatewayApis: [{ id: imported.id, title: 'Loans' }],
        });
        await expect(
          api.transitionProduct({
            path: { productId: product.id },
            body: { action: 'publish' },
          }),
        ).rejects.toThrow(/409/);
        await carryOut(
          await plan({ action: 'destroy', stackName: 'oaf-loans' }),
        );
      });
    });

    describe('of the gateway', () => {
      const gateway = (Burst?: string): Partial<DeploymentInput> => ({
        stackName: 'oaf-gateway',
        template: 'gateway',
        parameters: {
          DomainName: 'token.example.com',
          CertificateArn: `arn:aws:acm:us-east-1:${accountId}:certificate/1`,
          ...(Burst && { Burst }),
        },
      });
      const readGateway = async () => {
        const { items } = await api.listStacks({
          query: { template: 'gateway' },
        });
        return items;
      };

      beforeAll(async () => {
        const { body } = await readStackTemplate('gateway');
        await accounts.putTemplate(accountId, body);
      });

      it('makes it, and shows it with what it gives', async () => {
        await carryOut(await plan(gateway()));
        expect(await readGateway()).toMatchObject([
          {
            name: 'oaf-gateway',
            updateAvailable: false,
            outputs: {
              Issuer: 'https://token.example.com',
              TableArn: expect.stringMatching(/^arn:aws:dynamodb:us-east-1:/),
              IssuerKeyArn: expect.stringMatching(/^arn:aws:kms:us-east-1:/),
            },
          },
        ]);
      });

      it('finds nothing to change, and uploads nothing again', async () => {
        const before = await accounts.uploads(accountId);
        expect(Object.keys(before)).toContainEqual(
          expect.stringMatching(/^oaf\/[0-9a-f]{64}[.]zip$/),
        );
        const { changed } = await until(await plan(gateway()), 'succeeded');
        expect(changed).toBe(false);
        expect(await accounts.uploads(accountId)).toEqual(before);
      });

      it('changes what is given anew', async () => {
        const { changed, progress } = await carryOut(await plan(gateway('7')));
        expect([changed, progress.total > 0]).toEqual([true, true]);
        expect(await readGateway()).toMatchObject([
          { parameters: { Burst: '7', DomainName: 'token.example.com' } },
        ]);
      });

      it('removes it, but for the table and the keys, which the template keeps', async () => {
        const [{ outputs }] = await readGateway();
        const id = await plan({ action: 'destroy', stackName: 'oaf-gateway' });
        await until(id, 'awaiting-confirmation');
        const { items: changes } = await api.listDeploymentChanges({
          path: { deploymentId: id },
          query: { limit: 100 },
        });
        expect(
          changes
            .filter(({ action }) => action === 'keep')
            .map(({ type }) => type)
            .sort(),
        ).toEqual(['AWS::DynamoDB::Table', 'AWS::KMS::Key', 'AWS::KMS::Key']);
        await carryOut(id);
        expect(await readGateway()).toEqual([]);
        const { TableArn, IssuerKeyArn, EncryptionKeyArn } = outputs;
        const kept = [TableArn, IssuerKeyArn, EncryptionKeyArn];
        const left = await accounts.tagged(accountId, 'gateway');
        expect(left.sort()).toEqual(kept.sort());
      });

      const removeAll = { action: 'destroy', deleteKept: true } as const;

      it('deletes what was kept when it is asked for afterwards', async () => {
        await carryOut(await plan({ ...removeAll, stackName: 'oaf-gateway' }));
        expect(await accounts.tagged(accountId, 'gateway')).toEqual([]);
      });

      it('leaves nothing of a gateway when that is asked for at its removal', async () => {
        await carryOut(await plan(gateway()));
        const made = await accounts.tagged(accountId, 'gateway');
        expect(made).not.toEqual([]);
        const { steps, deleteKept } = await carryOut(
          await plan({ ...removeAll, stackName: 'oaf-gateway' }),
        );
        expect(deleteKept).toBe(true);
        expect(steps.map(({ state }) => state)).toContain('deleting-kept');
        expect(await accounts.tagged(accountId, 'gateway')).toEqual([]);
      });
    });

    it('removes everything again', async () => {
      await carryOut(await plan({ action: 'destroy' }));
      // A key waits for its end for days.
      const left = await accounts.tagged(accountId, 'notify');
      expect(left.filter(arn => !arn.includes(':kms:'))).toEqual([]);
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

  /** Each engine has replicas and an account of its own. */
  describe(`whose backend comes to harm goes on and ends once, ${titleOfPart(
    part,
  )}`, () => {
    afterAll(async () => {
      await Promise.allSettled(outcomes.values());
      await Promise.all(closing.map(close => close()));
    });

    describe.each(engines)('on %s', engine => {
      it.each(harmsOn(engine))('$title', async ({ title }) => {
        const outcome = outcomes.get(`${engine} ${title}`);
        await expect(outcome).resolves.toBeUndefined();
      });
    });
  });
});
