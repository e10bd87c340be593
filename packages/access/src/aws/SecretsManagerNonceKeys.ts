import type { Clock, NonceKeys } from '../ports';
import { AwsError } from './AwsError';
import type { AwsCall } from './createAwsCall';

/** A rotation is seen within this time; until then the previous key is accepted as well. */
const MAX_AGE_MS = 5 * 60 * 1000;

type Keys = Awaited<ReturnType<NonceKeys['get']>>;

/**
 * Nonce keys as a secret of AWS Secrets Manager: 32 bytes, base64. `AWSCURRENT` signs, `AWSPREVIOUS` is still accepted,
 * so the service's own rotation is all it takes.
 */
export class SecretsManagerNonceKeys implements NonceKeys {
  #held: { keys: Promise<Keys>; readAt: number } | undefined;

  constructor(
    private readonly secretsManager: AwsCall,
    private readonly secretId: string,
    private readonly clock: Clock = Date.now,
  ) {}

  async get(): Promise<Keys> {
    const now = this.clock();
    if (!this.#held || now - this.#held.readAt >= MAX_AGE_MS) {
      this.#held = { keys: this.#read(), readAt: now };
    }
    try {
      return await this.#held.keys;
    } catch (error) {
      this.#held = undefined;
      throw error;
    }
  }

  async #read(): Promise<Keys> {
    const [current, previous] = await Promise.all([
      this.#readStage('AWSCURRENT'),
      this.#readStage('AWSPREVIOUS').catch(undefinedWhenMissing),
    ]);
    return previous ? { current, previous } : { current };
  }

  async #readStage(stage: string): Promise<Uint8Array> {
    const { SecretString: secret = '' } = await this.secretsManager<{
      SecretString?: string;
    }>('GetSecretValue', { SecretId: this.secretId, VersionStage: stage });
    const key = Buffer.from(secret, 'base64');
    if (key.length !== 32) {
      throw new Error(
        `${stage} of the secret ${this.secretId} must be 32 bytes in base64: openssl rand -base64 32`,
      );
    }
    return key;
  }
}

function undefinedWhenMissing(error: unknown): undefined {
  if (error instanceof AwsError && error.code === 'ResourceNotFoundException') {
    return undefined;
  }
  throw error;
}
