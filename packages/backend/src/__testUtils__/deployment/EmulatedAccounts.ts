import { createHash } from 'node:crypto';
import { equal } from 'node:assert/strict';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import {
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  createCaller,
  enforcedIam,
  startEmulator,
  stackForMiniStack,
  trustStackForMiniStack,
  type Emulator,
} from '@oaf/aws-emulator';
import type {
  AccountLink,
  ApiManagementClient,
} from '@oaf/backstage-plugin-api-management-common';
import { parse } from 'yaml';

const region = 'us-east-1';

/** Accounts of an emulator that enforces IAM, and a user with whose credentials the portal comes into them. */
export class EmulatedAccounts {
  readonly region = region;
  readonly #emulator: Emulator;

  private constructor(emulator: Emulator) {
    this.#emulator = emulator;
  }

  static async start(): Promise<EmulatedAccounts> {
    return new EmulatedAccounts(await startEmulator('ministack', enforcedIam));
  }

  /** Configuration of a portal that knows these accounts. */
  async configuration() {
    return {
      aws: { mainAccount: await createCaller(this.#emulator) },
      apiManagement: { aws: { endpoint: this.#emulator.endpoint } },
    };
  }

  /** Clients of an account's owner; MiniStack takes the account's number for a key of its root user. */
  owner(accountId: string) {
    return {
      ...this.#emulator.clientConfig,
      region,
      credentials: { accessKeyId: accountId, secretAccessKey: 'testing' },
    };
  }

  /** As its owner links an account, with the template that the portal offers. */
  async link(
    api: ApiManagementClient,
    accountId: string,
  ): Promise<AccountLink> {
    const created = await api.createAccountLink({
      body: { driver: 'aws', accountId, partition: 'aws', alias: accountId },
    });
    const path = { accountLinkId: created.id };
    const setup = await api.getTrustSetup({
      path,
      query: { permissionSets: ['import', 'deploy'] },
    });
    const client = new CloudFormationClient(this.owner(accountId));
    const StackName = 'trust';
    await client.send(
      new CreateStackCommand({
        StackName,
        TemplateBody: trustStackForMiniStack(parse(setup.template)),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );
    await waitUntilStackCreateComplete(
      { client, maxWaitTime: 60, minDelay: 1 },
      { StackName },
    );
    const { accountLink, checks } = await api.verifyAccountLink({
      path,
      body: { roleArn: setup.roleArn },
    });
    const failed = checks.filter(({ outcome }) => outcome !== 'passed');
    equal(failed.length, 0, JSON.stringify(failed));
    return accountLink;
  }

  /** How often CloudFormation finished what a deployment set off. */
  async ends(accountId: string, stackName: string, deploymentId: string) {
    const client = new CloudFormationClient(this.owner(accountId));
    const { StackEvents: events = [] } = await client.send(
      new DescribeStackEventsCommand({ StackName: stackName }),
    );
    return events.filter(
      event =>
        event.ClientRequestToken === `oaf-${deploymentId}` &&
        event.PhysicalResourceId === event.StackId &&
        /^(CREATE|UPDATE)_COMPLETE$/.test(event.ResourceStatus ?? ''),
    ).length;
  }

  /**
   * Puts a template where the deployment of it would, without what the emulator lacks. Uploads are known by what was
   * shipped, so it stays.
   */
  async putTemplate(accountId: string, shipped: string): Promise<void> {
    const s3 = this.#s3(accountId);
    const key = createHash('sha256').update(shipped).digest('hex');
    await s3.send(
      new PutObjectCommand({
        Bucket: await this.#uploads(s3),
        Key: `oaf/${key}.json`,
        Body: stackForMiniStack(shipped),
      }),
    );
  }

  /** What was uploaded, and when. */
  async uploads(accountId: string): Promise<Record<string, Date>> {
    const s3 = this.#s3(accountId);
    const { Contents: contents = [] } = await s3.send(
      new ListObjectsV2Command({ Bucket: await this.#uploads(s3) }),
    );
    return Object.fromEntries(
      contents.map(({ Key, LastModified }) => [Key!, LastModified!]),
    );
  }

  /** ARNs of all that carries the tags of the installation and of a template's stack. */
  async tagged(accountId: string, template: string): Promise<string[]> {
    const day = new Date().toISOString().slice(0, 10).replaceAll('-', '');
    const response = await fetch(this.#emulator.endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'ResourceGroupsTaggingAPI_20170126.GetResources',
        authorization: `AWS4-HMAC-SHA256 Credential=${accountId}/${day}/${region}/tagging/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: JSON.stringify({
        TagFilters: [
          { Key: 'oaf:installation' },
          { Key: 'oaf:stack', Values: [template] },
        ],
      }),
    });
    const { ResourceTagMappingList: found } = await response.json();
    return found.map(({ ResourceARN }: { ResourceARN: string }) => ResourceARN);
  }

  #s3(accountId: string) {
    return new S3Client({ ...this.owner(accountId), forcePathStyle: true });
  }

  async #uploads(s3: S3Client): Promise<string> {
    const { Buckets: buckets = [] } = await s3.send(new ListBucketsCommand({}));
    return buckets.find(({ Name }) => Name!.startsWith('oaf-artifacts'))!.Name!;
  }

  stop(): Promise<void> {
    return this.#emulator.stop();
  }
}
