import {
  CreateKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  KMSClient,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import {
  createUser,
  type Emulator,
  startMiniStack,
  whichEmulators,
} from '@oaf/aws-emulator';
import { BaseCredentials } from '../credentials/BaseCredentials';
import { KmsDataKeys } from './KmsDataKeys';

const { leftOut } = whichEmulators();
const describeMiniStack = leftOut ? describe.skip : describe;

// The first start installs the emulator.
jest.setTimeout(300_000);

const context = { installation: 'installation-1', credentialId: 'key-1' };

describeMiniStack(`envelopes on MiniStack ${leftOut ?? ''}`, () => {
  let emulator: Emulator;
  let owner: KMSClient;
  let keyArn: string;
  let dataKeys: KmsDataKeys;

  const createKey = async () =>
    (await owner.send(new CreateKeyCommand({}))).KeyMetadata!.Arn!;

  const baseWith = (credentials: {
    accessKeyId: string;
    secretAccessKey: string;
  }) =>
    new BaseCredentials({
      partition: { name: 'aws', region: 'us-east-1' },
      source: async () => async () => credentials,
      endpoint: emulator.endpoint,
    });

  /** Whose policy has these statements. */
  const openAs = async (userName: string, statements: object[]) => {
    const user = await createUser(emulator, { userName, statements });
    return new KmsDataKeys({ keyArn, base: baseWith(user) });
  };

  beforeAll(async () => {
    emulator = await startMiniStack();
    owner = new KMSClient(emulator.clientConfig);
  });
  afterAll(() => emulator?.stop());

  beforeEach(async () => {
    await emulator.reset();
    keyArn = await createKey();
    dataKeys = await openAs('backstage', [
      {
        Effect: 'Allow',
        Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
        Resource: keyArn,
      },
    ]);
  });
  afterEach(() => dataKeys.close());

  it('makes a key of 32 bytes for each secret, which the two permissions open again', async () => {
    const one = await dataKeys.generate(context);
    const other = await dataKeys.generate(context);
    expect(one.key).toHaveLength(32);
    expect(one.key).not.toEqual(other.key);
    expect(one.wrapped).toMatch(/^[\w-]+$/);
    await expect(dataKeys.unwrap(one.wrapped, context)).resolves.toEqual(
      one.key,
    );
  });

  it.each<Record<string, string>>([
    { ...context, credentialId: 'key-2' },
    { ...context, installation: 'installation-2' },
    { installation: 'installation-1', deploymentId: 'key-1' },
  ])('does not open for %p what was made for another', async other => {
    const { wrapped } = await dataKeys.generate(context);
    await expect(dataKeys.unwrap(wrapped, other)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('Issue a new secret'),
    });
  });

  it('says that a key is disabled, and opens once it is enabled again', async () => {
    const { key, wrapped } = await dataKeys.generate(context);
    await owner.send(new DisableKeyCommand({ KeyId: keyArn }));
    const refusal = {
      name: 'ServiceUnavailableError',
      message: expect.stringContaining(`the key ${keyArn}`),
    };
    await expect(dataKeys.unwrap(wrapped, context)).rejects.toMatchObject(
      refusal,
    );
    await expect(dataKeys.unwrap(wrapped, context)).rejects.toThrow(/disabled/);
    await expect(dataKeys.generate(context)).rejects.toMatchObject(refusal);
    await owner.send(new EnableKeyCommand({ KeyId: keyArn }));
    await expect(dataKeys.unwrap(wrapped, context)).resolves.toEqual(key);
  });

  it('says what to do about a key that is to be deleted', async () => {
    const { wrapped } = await dataKeys.generate(context);
    await owner.send(new ScheduleKeyDeletionCommand({ KeyId: keyArn }));
    await expect(dataKeys.unwrap(wrapped, context)).rejects.toThrow(
      /scheduled for deletion/,
    );
  });

  it('names both permissions to somebody who lacks one', async () => {
    const { wrapped } = await dataKeys.generate(context);
    const maker = await openAs('maker', [
      { Effect: 'Allow', Action: 'kms:GenerateDataKey', Resource: keyArn },
    ]);
    await expect(maker.generate(context)).resolves.toBeDefined();
    await expect(maker.unwrap(wrapped, context)).rejects.toThrow(
      'allow it kms:GenerateDataKey and kms:Decrypt on that key',
    );
    maker.close();
  });

  it('says that KMS does not answer', async () => {
    const nobody = new KmsDataKeys({
      keyArn,
      base: new BaseCredentials({
        partition: { name: 'aws', region: 'us-east-1' },
        source: async () => async () => emulator.clientConfig.credentials,
        endpoint: 'http://127.0.0.1:9',
      }),
    });
    await expect(nobody.generate(context)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('Try again in a minute'),
    });
    nobody.close();
  });
});
