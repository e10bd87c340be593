import { randomUUID } from 'node:crypto';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import {
  CreateSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import {
  type Emulator,
  startEmulator,
  whichEmulators,
} from '@oaf/aws-emulator';
import { createSecretReader } from './createSecretReader';
import { explainFailure } from './explainFailure';

const { leftOut } = whichEmulators();
const describeEmulator = leftOut ? describe.skip : describe;
const arn = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:a-AbCdEf';

jest.setTimeout(60_000);

describeEmulator('reading a secret', () => {
  let emulator: Emulator;
  const environment = { ...process.env };
  /** The root of an account. */
  const credentials = { accessKeyId: '111122223333', secretAccessKey: 'root' };

  beforeAll(async () => {
    emulator = await startEmulator('ministack', { AUTH: 'true' });
    process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER = emulator.endpoint;
  });
  afterAll(async () => {
    process.env = environment;
    await emulator.stop();
  });

  async function createSecret(): Promise<string> {
    const config = { ...emulator.clientConfig, credentials };
    const { ARN } = await new SecretsManagerClient(config).send(
      new CreateSecretCommand({
        Name: randomUUID(),
        SecretString: '{"username":"portal","password":"hidden"}',
      }),
    );
    return ARN!;
  }

  /** Somebody whom nothing is allowed. */
  async function createStranger() {
    const iam = new IAMClient({ ...emulator.clientConfig, credentials });
    const UserName = 'stranger';
    await iam.send(new CreateUserCommand({ UserName }));
    const { AccessKey } = await iam.send(
      new CreateAccessKeyCommand({ UserName }),
    );
    return {
      accessKeyId: AccessKey!.AccessKeyId!,
      secretAccessKey: AccessKey!.SecretAccessKey!,
    };
  }

  it('answers user and password, and nothing for a stage that it has not', async () => {
    const read = createSecretReader(await createSecret(), credentials);
    expect(await read('AWSCURRENT')).toEqual({
      user: 'portal',
      password: 'hidden',
    });
    expect(await read('AWSPENDING')).toBeUndefined();
  });

  it('names the permission that is missing', async () => {
    const secretArn = await createSecret();
    const read = createSecretReader(secretArn, await createStranger());
    await expect(read('AWSCURRENT')).rejects.toThrow(
      `Cannot read the database credentials in ${secretArn}: allow the backend's AWS identity secretsmanager:GetSecretValue on it`,
    );
  });

  it('says that there is no such secret', async () => {
    const read = createSecretReader(arn, credentials);
    await expect(read('AWSCURRENT')).rejects.toThrow('there is no such secret');
  });

  it('says that there are no AWS credentials', async () => {
    const read = createSecretReader(arn, async () => {
      throw Object.assign(new Error('none'), {
        name: 'CredentialsProviderError',
      });
    });
    await expect(read('AWSCURRENT')).rejects.toThrow(
      'give its task or pod a role that has secretsmanager:GetSecretValue',
    );
  });
});

/** What an emulator never says. */
describe('a failure of AWS', () => {
  it.each([
    ['AccessDeniedException', 'Access to KMS is not allowed', 'kms:Decrypt'],
    [
      'DecryptionFailure',
      "Secrets Manager can't decrypt the protected secret text",
      'kms:Decrypt',
    ],
    [
      'ExpiredTokenException',
      'The security token included in the request is expired',
      'expired',
    ],
    ['TimeoutError', 'socket hang up', 'reaches AWS Secrets Manager'],
  ])('%s: %s names %s', (name, message, advice) => {
    const error = Object.assign(new Error(message), { name });
    expect(explainFailure(arn, error).message).toContain(advice);
    expect(explainFailure(arn, error).message).toContain(message);
  });
});
