import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import {
  GatewayError,
  type GatewayErrorReason,
} from '@oaf/backstage-plugin-api-management-node';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import type { PartitionConfig } from '../config';
import { describeStsFault } from './describeStsFault';

/** The credentials that this installation has of its own in a partition. */
export type CredentialSource = (
  accountId: string | undefined,
) => Promise<AwsCredentialIdentityProvider>;

/** `arn:aws:sts::1:assumed-role/Name/session` → `arn:aws:iam::1:role/Name`; the path of a role is not in there. */
export function toPrincipalArn(callerArn: string): string {
  return callerArn.replace(
    /^(arn:[^:]+):sts::(\d{12}):assumed-role\/([^/]+)\/.*$/,
    '$1:iam::$2:role/$3',
  );
}

const TIMEOUTS = {
  connectionTimeout: 10_000,
  requestTimeout: 30_000,
  throwOnRequestTimeout: true,
};

/** Who assumes trust roles in one partition. */
export class BaseCredentials {
  readonly partition: PartitionConfig;
  readonly #source: CredentialSource;
  readonly endpoint: string | undefined;
  #client: STSClient | undefined;
  #principalArn: string | undefined;

  constructor(options: {
    partition: PartitionConfig;
    source: CredentialSource;
    endpoint?: string;
  }) {
    this.partition = options.partition;
    this.#source = options.source;
    this.endpoint = options.endpoint;
  }

  /** Of clients in the partition's region; without credentials. */
  clientConfig() {
    const { region } = this.partition;
    return { region, endpoint: this.endpoint, requestHandler: TIMEOUTS };
  }

  /** The regional endpoint: its sessions hold in every region, also in those that were opted in. */
  sts(): STSClient {
    this.#client ??= new STSClient({
      ...this.clientConfig(),
      credentials: this.provider,
    });
    return this.#client;
  }

  readonly provider: AwsCredentialIdentityProvider = async identity =>
    (await this.#source(this.partition.accountId))(identity);

  /** @throws GatewayError when AWS does not tell who we are */
  async principalArn(): Promise<string> {
    this.#principalArn ??=
      this.partition.principalArn ?? toPrincipalArn(await this.#callerArn());
    return this.#principalArn;
  }

  close() {
    this.#client?.destroy();
  }

  async #callerArn(): Promise<string> {
    try {
      const { Arn } = await this.sts().send(new GetCallerIdentityCommand({}));
      return Arn!;
    } catch (error) {
      const { reason, message } = describeStsFault(error, this);
      throw new GatewayError(asOurOwn(reason), message, error);
    }
  }
}

/** By partition. */
export type Bases = ReadonlyMap<string, BaseCredentials>;

/** @throws GatewayError when the installation has no credentials in the partition */
export function baseOf(bases: Bases, partition: string): BaseCredentials {
  const base = bases.get(partition);
  if (!base) {
    throw new GatewayError(
      'base-credentials',
      `This installation has no credentials for the partition ${partition}. Add it to apiManagement.aws.partitions.`,
    );
  }
  return base;
}

/** Everybody may ask who they are: a refusal is about the credentials. */
function asOurOwn(reason: GatewayErrorReason): GatewayErrorReason {
  return reason === 'role-not-assumable' ? 'base-credentials' : reason;
}
