import { doesNotMatch, equal } from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type {
  AccountLink,
  ApiManagementClient,
  DeploymentInput,
  DeploymentState,
} from '@oaf/backstage-plugin-api-management-common';
import { BackendProcess } from '../BackendProcess';
import { eventually } from '../eventually';
import { clientOf } from '../signIn';
import type { EmulatedAccounts } from './EmulatedAccounts';

/** Short, so that others take up soon what a killed replica left. */
const LEASE_MS = 2_000;

/** Longer than the lease, than a step may take, and than connections are kept for. */
const FREEZE_MS = 60_000;

/** What happens in a deployment, each once, and in a removal with what is kept. */
const STEPS =
  'queued uploading previewing awaiting-confirmation executing succeeded';
const REMOVAL_STEPS =
  'queued previewing awaiting-confirmation executing deleting-kept succeeded';

/** A stack that leaves something of what takes a while to be deleted, and of what waits for its end. */
const KEEPER = JSON.stringify({
  Resources: {
    Bell: { Type: 'AWS::SNS::Topic' },
    Table: {
      Type: 'AWS::DynamoDB::Table',
      DeletionPolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      },
    },
    Secret: {
      Type: 'AWS::SecretsManager::Secret',
      DeletionPolicy: 'Retain',
      Properties: { SecretString: 'secret' },
    },
  },
});

type Replica = { process: BackendProcess; api: ApiManagementClient };

type Planned = { id: string; stackName: string };
type Plan = Pick<DeploymentInput, 'action' | 'stackName'> &
  Partial<DeploymentInput>;

export type ReplicaOptions = {
  directory: string;
  accounts: EmulatedAccounts;
  accountId: string;
  database: object;
  /** Where people sign in, and the token of one who did. */
  portal: BackendProcess;
  token: string;
  /** A file that says how AWS is reached. */
  configuration: string;
};

/** Replicas of one portal: processes over one database, which deploy into one account. The first one comes to harm. */
export class Replicas {
  readonly #options: ReplicaOptions;
  readonly #file: string;
  #running: Replica[] = [];
  #link!: AccountLink;
  #started = 0;
  #next!: Planned;

  private constructor(options: ReplicaOptions) {
    this.#options = options;
    this.#file = join(options.directory, 'replica.yaml');
  }

  /** One of them. */
  static async create(options: ReplicaOptions): Promise<Replicas> {
    const replicas = new Replicas(options);
    await replicas.#configure();
    await replicas.add();
    const [{ api }] = replicas.#running;
    replicas.#link = await options.accounts.link(api, options.accountId);
    replicas.#next = await replicas.#start();
    return replicas;
  }

  /**
   * Strikes while one deployment uploads and previews, which is confirmed the next time, and another one is carried out.
   *
   * @param after - milliseconds since the latter was confirmed
   */
  async goOnAfter(after: number, strike: () => Promise<void>): Promise<void> {
    const struck = this.#next;
    await this.until(struck, 'awaiting-confirmation');
    this.#next = await this.#start();
    await this.#confirm(struck);
    await wait(after);
    await strike();
    await this.#expectOneEnd(struck);
  }

  /** Strikes as soon as a removal of all was started, and at each of the states in which somebody works on it. */
  async removeAllDespite(strike: () => Promise<void>): Promise<void> {
    const { accounts, accountId } = this.#options;
    const stackName = 'oaf-keeper';
    const made = await this.#plan({
      action: 'deploy',
      stackName,
      templateBody: KEEPER,
    });
    await this.#confirm(made);
    await this.until(made, 'succeeded');
    const removal = await this.#plan({
      action: 'destroy',
      stackName,
      deleteKept: true,
    });
    await strike();
    await this.#confirm(removal);
    await strike();
    await this.until(removal, 'deleting-kept');
    await strike();
    const { steps } = await this.until(removal, 'succeeded');
    equal(steps.map(({ state }) => state).join(' '), REMOVAL_STEPS);
    equal(String(await accounts.tagged(accountId, 'own')), '');
  }

  /** Silent for longer than its lease. Another one, if there is, goes on meanwhile. */
  async freeze(): Promise<void> {
    const [{ process }] = this.#running;
    process.signal('SIGSTOP');
    await wait(FREEZE_MS);
    process.signal('SIGCONT');
  }

  /** The others go on. */
  async lose(signal: NodeJS.Signals): Promise<void> {
    const { process } = this.#running.shift()!;
    await process.stop(signal);
    if (signal === 'SIGTERM') {
      // What it worked on it gave back.
      doesNotMatch(process.log, /stopped for now|did not stop in time/);
    }
  }

  async add(): Promise<void> {
    const { directory, configuration, token } = this.#options;
    const process = await BackendProcess.create(
      join(directory, 'data'),
      [configuration, this.#file],
      'src/__testUtils__/deployment/replica.ts',
    );
    await process.start();
    this.#running.push({ process, api: clientOf(process, token) });
  }

  /** So many run from now on. */
  async become(count: number): Promise<void> {
    while (this.#running.length < count) {
      await this.add();
    }
    while (this.#running.length > count) {
      await this.lose('SIGKILL');
    }
  }

  /** The only one of them. */
  async restart(signal: NodeJS.Signals): Promise<void> {
    await this.lose(signal);
    await this.add();
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.#running.map(({ process }) => process.stop('SIGKILL')),
    );
  }

  until({ id }: Planned, state: DeploymentState) {
    const { api } = this.#running.at(-1)!;
    return eventually(async () => {
      const deployment = await api.getDeployment({
        path: { deploymentId: id },
      });
      if (deployment.failure) {
        throw new Error(deployment.failure.message);
      }
      return deployment.state === state && deployment;
    });
  }

  #start(): Promise<Planned> {
    this.#started += 1;
    return this.#plan({
      action: 'deploy',
      stackName: `oaf-notify-${this.#started % 2}`,
      template: 'notify',
      parameters: { Email: `ops-${this.#started}@example.com` },
    });
  }

  async #plan(plan: Plan): Promise<Planned> {
    const [{ api }] = this.#running;
    const { id } = await api.startDeployment({
      body: {
        accountLinkId: this.#link.id,
        region: this.#options.accounts.region,
        ...plan,
      },
    });
    return { id, stackName: plan.stackName };
  }

  async #confirm(planned: Planned): Promise<void> {
    await this.until(planned, 'awaiting-confirmation');
    const [{ api }] = this.#running;
    await api.confirmDeployment({ path: { deploymentId: planned.id } });
  }

  /** Here, and in the account. */
  async #expectOneEnd(struck: Planned) {
    const { accounts, accountId } = this.#options;
    const { steps } = await this.until(struck, 'succeeded');
    equal(steps.map(({ state }) => state).join(' '), STEPS);
    const ends = await accounts.ends(accountId, struck.stackName, struck.id);
    equal(ends, 1);
  }

  async #configure() {
    const { database, directory, portal } = this.#options;
    const own = {
      backend: { database },
      discovery: {
        endpoints: [
          { target: `${portal.url}/api/{{pluginId}}`, plugins: ['auth'] },
        ],
      },
      apiManagement: {
        lease: { milliseconds: LEASE_MS },
        notifications: { enabled: false },
        secrets: { key: Buffer.alloc(32, 7).toString('base64') },
      },
    };
    await mkdir(directory, { recursive: true });
    // YAML takes JSON as it is.
    await writeFile(this.#file, JSON.stringify(own));
  }
}
