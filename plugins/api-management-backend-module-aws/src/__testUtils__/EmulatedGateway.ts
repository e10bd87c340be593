import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import {
  APIGatewayClient,
  DeleteApiKeyCommand,
  DeleteUsagePlanCommand,
  GetApiKeysCommand,
  GetUsagePlanKeysCommand,
  GetResourcesCommand,
  GetUsagePlansCommand,
  type Resource,
  UpdateApiKeyCommand,
  UpdateMethodCommand,
} from '@aws-sdk/client-api-gateway';
import {
  CloudFormationClient,
  CreateStackCommand,
  UpdateStackCommand,
  waitUntilStackCreateComplete,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { mockServices } from '@backstage/backend-test-utils';
import { createAwsCall, type Table } from '@oaf/access/aws';
import {
  authorizerForMiniStack,
  createCaller,
  deployStack,
  type Edge,
  type Emulator,
  keyPolicyForMiniStack,
  makeNonceKeys,
  removeOrphans,
  s3Of,
  stackForMiniStack,
  startEdge,
  startMiniStack,
  trustStackForMiniStack,
} from '@oaf/aws-emulator';
import type {
  AccessGateway,
  LinkedAccount,
} from '@oaf/backstage-plugin-api-management-node';
import { readStackTemplate } from '@oaf/infrastructure';
import type { Clock } from '../budget/Clock';
import type { AwsConfig } from '../config';
import { createAwsDriver } from '../createAwsDriver';
import {
  trustTemplate,
  type TrustParameters,
} from '../linking/trustTemplate/trustTemplate';
import { awsConfig } from './simulator';
import { type Answer, type Call, type Proxy, startProxy } from './startProxy';

const execute = promisify(execFile);
const region = 'eu-central-1';
const accountId = '000000000000';
const bucket = 'artifacts';
const installation = 'oaf-0123456789ab';
const functions = [
  'authorizer',
  'keyPair',
  'metadata',
  'nonce',
  'register',
  'revoke',
  'rotateNonceKey',
  'token',
];

/** Time passes so fast that nobody waits for quotas that MiniStack does not have. */
const hastyClock: Clock = {
  now: () => performance.now() * 1000,
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs / 1000);
    return () => clearTimeout(timer);
  },
};

const trust: TrustParameters = {
  ExternalId: 'k3Jd8sLq0ZxY7vBn2mWc4A',
  ExternalIdPerAccount: 'false',
  PrincipalArn: `arn:aws:iam::${accountId}:user/backstage`,
  RoleName: 'OpenApiFrameworkTrust',
  RoleRegion: '',
  AllowImport: 'true',
  AllowProvision: 'true',
  AllowDeploy: 'false',
  EventTargetArn: '',
};

const linkTo = (id: string, alias: string): LinkedAccount => ({
  id: `link-${alias.toLowerCase()}`,
  driver: 'aws',
  accountId: id,
  partition: 'aws',
  alias,
  regions: [region],
  trust: {
    roleArn: `arn:aws:iam::${id}:role/${trust.RoleName}`,
    externalId: trust.ExternalId,
  },
});

const account = linkTo(accountId, 'MiniStack');

/** Linked, too; without a gateway of its own. */
export const otherAccount = linkTo('222222222222', 'Other');

/** A permission that the trust role is to lack. */
export type Lack = {
  action: string;
  /** Of statements with a resource like this; default: of all. */
  resource?: string;
  /** Of this statement alone, and denied, as another permission set may give it, too. */
  sid?: string;
};

function lacks({ action, resource = '', sid }: Lack, statement: any): boolean {
  return (
    statement.Action?.includes?.(action) &&
    JSON.stringify(statement.Resource).includes(resource) &&
    (sid === undefined || sid === statement.Sid)
  );
}

type TagQuery = {
  ResourceTypeFilters?: string[];
  TagFilters?: { Key: string; Values: string[] }[];
};

/** That a call was signed for. */
const regionOf = ({ headers }: Pick<Call, 'headers'>): string =>
  /[/]\d{8}[/]([a-z0-9-]+)[/]/.exec(headers.authorization ?? '')?.[1] ?? region;

/** What is left of a statement. */
function takeAway(lack: Lack | undefined, statement: any): object[] {
  // Which keys are denied depends on tags, which MiniStack does not see.
  if (statement['Fn::If']) {
    return [];
  }
  if (!lack || !lacks(lack, statement)) {
    return [statement];
  }
  const { action, sid } = lack;
  const Action = statement.Action.filter((one: string) => one !== action);
  const denial = {
    ...statement,
    Sid: 'Lack',
    Effect: 'Deny',
    Action: [action],
  };
  return [
    ...(Action.length > 0 ? [{ ...statement, Action }] : []),
    ...(sid ? [denial] : []),
  ];
}

function trustBody(lack?: Lack): string {
  return JSON.stringify(
    JSON.parse(trustStackForMiniStack(trustTemplate(trust))),
    (key, value) =>
      key === 'Statement'
        ? value.flatMap((statement: object) => takeAway(lack, statement))
        : value,
  );
}

const TEXTS =
  /"(apiKeyRequired|enabled|rateLimit|burstLimit|limit|authorizerResultTtlInSeconds)": ?"(true|false|[\d.]+)"/g;

/** What was patched, MiniStack answers as texts. */
const typed = (call: Call, answer: Answer): Answer =>
  call.headers['x-amz-target']
    ? answer
    : { ...answer, body: answer.body.replace(TEXTS, '"$1":$2') };

const folderOf = (name: string) =>
  dirname(require.resolve(`${name}/package.json`));

/**
 * A gateway stack on MiniStack with IAM enforced, in an account that is linked by the trust stack; the driver asks it
 * through a proxy.
 */
export class EmulatedGateway {
  readonly emulator: Emulator;
  readonly edge: Edge;
  readonly proxy: Proxy;
  /** As the account's owner sees API Gateway. */
  readonly owner: APIGatewayClient;
  gateway!: AccessGateway;
  created!: ReturnType<typeof createAwsDriver>;
  upstream!: { url: string; calls: string[] };
  #folder!: string;
  #upstreamServer!: Server;
  #credentials!: { accessKeyId: string; secretAccessKey: string };

  private constructor(emulator: Emulator, edge: Edge, proxy: Proxy) {
    this.emulator = emulator;
    this.edge = edge;
    this.proxy = proxy;
    this.owner = new APIGatewayClient(emulator.clientConfig);
    proxy.standIn = this.#standIn;
  }

  /** @param environment - variables for the emulator */
  static async start(
    environment?: Record<string, string>,
  ): Promise<EmulatedGateway> {
    const emulator = await startMiniStack(environment);
    const edge = await startEdge(emulator.endpoint);
    const proxy = await startProxy(emulator.endpoint);
    const world = new EmulatedGateway(emulator, edge, proxy);
    await world.#setUp();
    return world;
  }

  get driver() {
    return this.created.driver;
  }

  /** Another process, which remembers nothing. */
  async restart() {
    await this.created?.close();
    this.created = this.createDriver(this.proxy);
  }

  /** Another way to the emulator, on which calls can be seen and broken. */
  async openProxy(): Promise<Proxy> {
    const proxy = await startProxy(this.emulator.endpoint);
    proxy.standIn = this.#standIn;
    return proxy;
  }

  createDriver(proxy: Proxy, config: Partial<AwsConfig> = {}) {
    return createAwsDriver({
      config: awsConfig({ endpoint: proxy.url, ...config }),
      credentials: async () => async () => this.#credentials,
      logger: mockServices.logger.mock(),
      lockMs: 5_000,
      clock: hastyClock,
    });
  }

  /** As after its deployment. */
  async clear(owner = this.owner) {
    const table = this.table();
    const { Items: items } = await table.call<{
      Items: { pk: { S: string } }[];
    }>('Scan', { TableName: table.name });
    for (const { pk } of items) {
      await table.call('DeleteItem', { TableName: table.name, Key: { pk } });
    }
    const { keys, plans } = await this.made(owner);
    for (const { id } of keys) {
      await owner.send(new DeleteApiKeyCommand({ apiKey: id }));
    }
    for (const { id } of plans) {
      await owner.send(new DeleteUsagePlanCommand({ usagePlanId: id }));
    }
  }

  table(): Table {
    return {
      call: createAwsCall('dynamodb', this.emulator.clientConfig),
      name: this.gateway.outputs.TableArn.split('/')[1],
    };
  }

  /** As the account's owner sees API Gateway in a region. */
  ownerIn(at: string, of = account): APIGatewayClient {
    return new APIGatewayClient({ ...this.#ownerConfig(of), region: at });
  }

  /** MiniStack takes the id of an account for an access key of its root. */
  #ownerConfig({ accountId: accessKeyId }: LinkedAccount) {
    const { clientConfig } = this.emulator;
    const { secretAccessKey } = clientConfig.credentials;
    return accessKeyId === accountId
      ? clientConfig
      : { ...clientConfig, credentials: { accessKeyId, secretAccessKey } };
  }

  /** What there is in API Gateway. */
  async made(owner = this.owner) {
    const { items: keys = [] } = await owner.send(
      new GetApiKeysCommand({ limit: 500, includeValues: true }),
    );
    const { items: plans = [] } = await owner.send(
      new GetUsagePlansCommand({ limit: 500 }),
    );
    const inPlans = await Promise.all(
      plans.map(async ({ id }) => {
        const { items = [] } = await owner.send(
          new GetUsagePlanKeysCommand({ usagePlanId: id }),
        );
        return items.map(key => `${id} ${key.id}`);
      }),
    );
    return { keys, plans, inPlans: inPlans.flat() };
  }

  /** Rows of the gateway's table that begin so. */
  async rows(prefix: string) {
    const table = this.table();
    const { Items: items } = await table.call<{
      Items: Record<string, { S: string }>[];
    }>('Scan', { TableName: table.name });
    return items.filter(({ pk }) => pk.S.startsWith(prefix));
  }

  async resources(): Promise<Resource[]> {
    const { items = [] } = await this.owner.send(
      new GetResourcesCommand({
        restApiId: this.gateway.outputs.RestApiId,
        embed: ['methods'],
        limit: 500,
      }),
    );
    return items;
  }

  /** As somebody in the console may. */
  async openMethod(path: string) {
    const resource = (await this.resources()).find(one => one.path === path);
    await this.owner.send(
      new UpdateMethodCommand({
        restApiId: this.gateway.outputs.RestApiId,
        resourceId: resource!.id,
        httpMethod: 'ANY',
        patchOperations: [
          { op: 'replace', path: '/authorizationType', value: 'NONE' },
        ],
      }),
    );
  }

  async updateTrust(lack?: Lack) {
    const client = new CloudFormationClient(this.emulator.clientConfig);
    await client.send(
      new UpdateStackCommand({
        StackName: 'trust',
        TemplateBody: trustBody(lack),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );
    await waitUntilStackUpdateComplete(
      { client, maxWaitTime: 30, minDelay: 1 },
      { StackName: 'trust' },
    );
  }

  async stop(signal?: 'SIGTERM') {
    await this.created?.close();
    await this.proxy.close();
    await this.edge.close();
    await this.emulator.stop(signal);
    this.#upstreamServer?.closeAllConnections();
    this.#upstreamServer?.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #setUp() {
    this.#folder = await mkdtemp(join(tmpdir(), 'gateway-'));
    await this.#startUpstream();
    this.#credentials = await createCaller(
      this.emulator,
      `arn:aws:iam::*:role/${trust.RoleName}`,
    );
    await this.#createTrust(account);
    await this.#createTrust(otherAccount);
    const outputs = await this.#deploy();
    this.edge.answersFor = { apiId: outputs.RestApiId, stage: outputs.Stage };
    await makeNonceKeys(this.emulator, outputs.NonceSecretArn);
    const parameters = {};
    this.gateway = {
      id: 'gateway-1',
      account,
      region,
      installation,
      outputs,
      findAccount: async id =>
        [account, otherAccount].find(one => one.id === id),
      parameters,
    };
    await this.restart();
  }

  async #startUpstream() {
    const calls: string[] = [];
    this.#upstreamServer = createServer((message, response) => {
      calls.push(`${message.method} ${message.url}`);
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify({ path: message.url }));
    });
    await new Promise<void>(resolve => {
      this.#upstreamServer.listen(0, '127.0.0.1', resolve);
    });
    const { port } = this.#upstreamServer.address() as AddressInfo;
    this.upstream = { url: `http://127.0.0.1:${port}/prod`, calls };
  }

  async #createTrust(of: LinkedAccount) {
    const client = new CloudFormationClient(this.#ownerConfig(of));
    await client.send(
      new CreateStackCommand({
        StackName: 'trust',
        TemplateBody: trustBody(),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );
    await waitUntilStackCreateComplete(
      { client, maxWaitTime: 30, minDelay: 1 },
      { StackName: 'trust' },
    );
  }

  async #uploadArchives() {
    const s3 = s3Of(this.emulator);
    await s3.send(new CreateBucketCommand({ Bucket: bucket }));
    await execute(process.execPath, [
      join(folderOf('@oaf/access'), 'build/lambda.mjs'),
      this.#folder,
    ]);
    return Promise.all(
      functions.map(async name => {
        const archive = await readFile(join(this.#folder, `${name}.zip`));
        const Body =
          name === 'authorizer' ? authorizerForMiniStack(archive) : archive;
        const Key = createHash('sha256').update(Body).digest('hex');
        await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
        return [`${name[0].toUpperCase()}${name.slice(1)}Archive`, Key];
      }),
    );
  }

  async #deploy() {
    const { body } = await readStackTemplate('gateway');
    return deployStack(this.emulator, {
      name: 'oaf-gateway',
      body: stackForMiniStack(body, {
        AWS_ENDPOINT_URL: this.emulator.endpoint,
        NODE_TLS_REJECT_UNAUTHORIZED: '0',
      }),
      parameters: {
        Installation: installation,
        ArtifactBucket: bucket,
        DomainName: this.edge.domainName,
        CertificateArn: `arn:aws:acm:${region}:${accountId}:certificate/${randomUUID()}`,
        ...Object.fromEntries(await this.#uploadArchives()),
      },
    });
  }

  /** What MiniStack lacks. */
  readonly #standIn: Proxy['standIn'] = async (call, answer) => {
    await this.#removeOrphans(call);
    await this.#easeKey(call, answer);
    await this.#openMethod(call);
    return this.#tagKey(call, typed(call, await this.#findKeys(call, answer)));
  };

  /** MiniStack takes the text `false` for true, and leaves the authorizer of a method that has none any more. */
  async #openMethod({ name, path, headers, body }: Call) {
    const [, restApiId, resourceId, httpMethod] = /^PATCH .restapis/.test(name)
      ? /restapis.(.+?).resources.(.+?).methods.(\w+)$/.exec(path) ?? []
      : [];
    const operations: { path: string; value?: string }[] = httpMethod
      ? JSON.parse(body).patchOperations
      : [];
    const isSet = (field: string, value: string) =>
      operations.some(one => one.path === field && one.value === value);
    const gone = [
      ...(isSet('/apiKeyRequired', 'false') ? ['/apiKeyRequired'] : []),
      ...(isSet('/authorizationType', 'NONE') ? ['/authorizerId'] : []),
    ];
    const at = regionOf({ headers });
    if (gone.length > 0) {
      const command = new UpdateMethodCommand({
        restApiId,
        resourceId,
        httpMethod,
        patchOperations: gone.map(one => ({ op: 'remove', path: one })),
      });
      await Promise.any(
        [account, otherAccount].map(of => this.ownerIn(at, of).send(command)),
      );
    }
  }

  /** MiniStack cannot judge the policies of keys as they are. */
  async #easeKey({ name, headers }: Call, { status, body }: Answer) {
    if (name !== 'TrentService.CreateKey' || status !== 200) {
      return;
    }
    const kms = createAwsCall('kms', {
      ...this.emulator.clientConfig,
      region: regionOf({ headers }),
    });
    const { KeyId } = JSON.parse(body).KeyMetadata;
    const { Policy } = await kms<{ Policy: string }>('GetKeyPolicy', { KeyId });
    await kms('PutKeyPolicy', {
      KeyId,
      PolicyName: 'default',
      Policy: keyPolicyForMiniStack(Policy),
    });
  }

  async #removeOrphans({ name }: Call) {
    if (name === 'DELETE /restapis/*/resources/*') {
      await removeOrphans(this.emulator, this.gateway.outputs.RestApiId);
    }
  }

  /** Nor can they be tagged there but by a patch. */
  async #tagKey(call: Call, answer: Answer): Promise<Answer> {
    const apiKey = /^[/]tags[/].*apikeys(?:%2F|[/])(\w+)$/.exec(call.path)?.[1];
    if (call.method !== 'PUT' || !apiKey) {
      return answer;
    }
    const { tags } = JSON.parse(call.body);
    await this.ownerIn(regionOf(call)).send(
      new UpdateApiKeyCommand({
        apiKey,
        patchOperations: Object.entries<string>(tags).map(([key, value]) => ({
          op: 'add',
          path: `/tags/${key}`,
          value,
        })),
      }),
    );
    return { status: 204, body: '' };
  }

  /** MiniStack's tagging service does not know API keys. */
  async #findKeys(call: Call, answer: Answer): Promise<Answer> {
    if (!call.name.endsWith('.GetResources') || answer.status !== 200) {
      return answer;
    }
    const query: TagQuery = JSON.parse(call.body);
    if (query.ResourceTypeFilters?.includes('kms:key')) {
      return answer;
    }
    const { TagFilters: wanted = [] } = query;
    const at = regionOf(call);
    const { items = [] } = await this.ownerIn(at).send(
      new GetApiKeysCommand({ limit: 500 }),
    );
    const found = items.filter(
      ({ tags = {} }) =>
        Object.keys(tags).length > 0 &&
        wanted.every(({ Key, Values }) => Values.includes(tags[Key])),
    );
    const ResourceTagMappingList = found.map(({ id }) => ({
      ResourceARN: `arn:aws:apigateway:${at}::/apikeys/${id}`,
    }));
    return { ...answer, body: JSON.stringify({ ResourceTagMappingList }) };
  }
}
