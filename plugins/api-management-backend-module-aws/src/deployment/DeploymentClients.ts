import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { IAMClient } from '@aws-sdk/client-iam';
import { S3Client } from '@aws-sdk/client-s3';
import type { StackTarget } from '@oaf/backstage-plugin-api-management-node';
import type { SessionSource } from '../controlPlane/ControlPlane';
import { clientSettings } from '../credentials/clientSettings';
import { toDeploymentError } from './toDeploymentError';

/** What a client of any service in the account is made with. */
export type ClientConfig = typeof clientSettings & {
  region: string;
  credentials: Awaited<ReturnType<SessionSource['get']>>;
  endpoint: string | undefined;
};

export type Clients = {
  cloudFormation: CloudFormationClient;
  s3: S3Client;
  iam: IAMClient;
};

/** Clients with the session of an account's trust role. */
export class DeploymentClients {
  readonly #sessions: SessionSource;
  readonly #endpoint: string | undefined;

  constructor(sessions: SessionSource, endpoint: string | undefined) {
    this.#sessions = sessions;
    this.#endpoint = endpoint;
  }

  get endpoint(): string | undefined {
    return this.#endpoint;
  }

  get areOverTls(): boolean {
    return !this.#endpoint?.startsWith('http:');
  }

  /** Closes the clients afterwards. @throws what a {@link StackDeployment} throws */
  use<Result>(
    target: StackTarget,
    signal: AbortSignal,
    perform: (clients: Clients, config: ClientConfig) => Promise<Result>,
  ): Promise<Result> {
    return this.useConfig(target, signal, async config => {
      const clients = open(config);
      try {
        return await perform(clients, config);
      } finally {
        Object.values(clients).forEach(client => client.destroy());
      }
    });
  }

  /** For clients of other services. @throws what a {@link StackDeployment} throws */
  async useConfig<Result>(
    target: StackTarget,
    signal: AbortSignal,
    perform: (config: ClientConfig) => Promise<Result>,
  ): Promise<Result> {
    const { account, region } = target;
    const credentials = await this.#sessions.get(account);
    const endpoint = this.#endpoint;
    try {
      return await perform({
        ...clientSettings,
        region,
        credentials,
        endpoint,
      });
    } catch (error) {
      if (/^ExpiredToken/.test((error as Error).name)) {
        this.#sessions.refused(account, credentials);
      }
      throw toDeploymentError(error, target, signal);
    }
  }
}

function open(config: ClientConfig): Clients {
  return {
    cloudFormation: new CloudFormationClient(config),
    // An emulator has no host name for each bucket.
    s3: new S3Client({ ...config, forcePathStyle: Boolean(config.endpoint) }),
    iam: new IAMClient(config),
  };
}
