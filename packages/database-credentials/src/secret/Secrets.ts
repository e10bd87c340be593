import type { LoggerService } from '@backstage/backend-plugin-api';
import type { AwsCredentialsManager } from '@backstage/integration-aws-node';
import { createSecretReader } from './createSecretReader';
import type { Credentials } from './Credentials';
import { SecretCredentials } from './SecretCredentials';

/** The secrets of an installation, by ARN. */
export class Secrets {
  readonly #byArn: ReadonlyMap<string, SecretCredentials>;

  constructor(byArn: ReadonlyMap<string, SecretCredentials>) {
    this.#byArn = byArn;
  }

  static create(
    secretArns: Iterable<string>,
    aws: AwsCredentialsManager,
    logger: LoggerService,
  ): Secrets {
    const identity = async () => {
      const { sdkCredentialProvider } = await aws.getCredentialProvider();
      return sdkCredentialProvider();
    };
    const create = (secretArn: string) =>
      new SecretCredentials({
        secretArn,
        read: createSecretReader(secretArn, identity),
        logger,
      });
    return new Secrets(new Map([...secretArns].map(arn => [arn, create(arn)])));
  }

  of(secretArn: string): SecretCredentials {
    return this.#byArn.get(secretArn)!;
  }

  async current(): Promise<ReadonlyMap<string, Credentials>> {
    const entries = [...this.#byArn].map(
      async ([arn, secret]) => [arn, await secret.current()] as const,
    );
    return new Map(await Promise.all(entries));
  }
}
