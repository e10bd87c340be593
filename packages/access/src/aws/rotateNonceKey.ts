import { randomBytes } from 'node:crypto';
import { AwsError } from './AwsError';
import type { AwsCall } from './createAwsCall';

/** What Secrets Manager asks a rotation function; it may ask the same again. */
export interface RotationStep {
  Step: 'createSecret' | 'setSecret' | 'testSecret' | 'finishSecret';
  SecretId: string;
  /** The new version's id. */
  ClientRequestToken: string;
}

const PENDING = 'AWSPENDING';
const CURRENT = 'AWSCURRENT';

interface Value {
  SecretString?: string;
}

async function readPending(
  secretsManager: AwsCall,
  { SecretId, ClientRequestToken }: RotationStep,
): Promise<string | undefined> {
  try {
    const { SecretString } = await secretsManager<Value>('GetSecretValue', {
      SecretId,
      VersionId: ClientRequestToken,
      VersionStage: PENDING,
    });
    return SecretString;
  } catch (error) {
    if (
      error instanceof AwsError &&
      error.code === 'ResourceNotFoundException'
    ) {
      return undefined;
    }
    throw error;
  }
}

async function create(secretsManager: AwsCall, step: RotationStep) {
  if (await readPending(secretsManager, step)) {
    return;
  }
  await secretsManager('PutSecretValue', {
    SecretId: step.SecretId,
    ClientRequestToken: step.ClientRequestToken,
    SecretString: randomBytes(32).toString('base64'),
    VersionStages: [PENDING],
  });
}

async function test(secretsManager: AwsCall, step: RotationStep) {
  const key = await readPending(secretsManager, step);
  if (Buffer.from(key ?? '', 'base64').length !== 32) {
    throw new Error(
      `The new version of the secret ${step.SecretId} is not 32 bytes in base64; rotate it again`,
    );
  }
}

async function finish(secretsManager: AwsCall, step: RotationStep) {
  const { SecretId, ClientRequestToken } = step;
  const { VersionIdsToStages: versions } = await secretsManager<{
    VersionIdsToStages: Record<string, string[]>;
  }>('DescribeSecret', { SecretId });
  const current = Object.keys(versions).find(id =>
    versions[id].includes(CURRENT),
  );
  if (current === ClientRequestToken) {
    return;
  }
  await secretsManager('UpdateSecretVersionStage', {
    SecretId,
    VersionStage: CURRENT,
    MoveToVersionId: ClientRequestToken,
    RemoveFromVersionId: current,
  });
}

const steps: Record<
  RotationStep['Step'],
  (secretsManager: AwsCall, step: RotationStep) => Promise<void>
> = {
  createSecret: create,
  // There is no service that would have to learn the key.
  setSecret: async () => {},
  testSecret: test,
  finishSecret: finish,
};

/**
 * One step of a rotation of the nonce key
 * (https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html). A step that comes
 * again changes nothing.
 */
export async function rotateNonceKey(
  secretsManager: AwsCall,
  step: RotationStep,
): Promise<void> {
  if (!Object.hasOwn(steps, step.Step)) {
    throw new Error(`A rotation has no step ${step.Step}`);
  }
  await steps[step.Step](secretsManager, step);
}
