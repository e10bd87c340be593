import { deepEqual } from 'node:assert/strict';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import {
  createCaller,
  enforcedIam,
  startEmulator,
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
    deepEqual(
      checks.filter(({ outcome }) => outcome !== 'passed'),
      [],
    );
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

  stop(): Promise<void> {
    return this.#emulator.stop();
  }
}
