import {
  DecryptCommand,
  GenerateDataKeyCommand,
  KMSClient,
  type KMSClientResolvedConfig,
  type ServiceInputTypes,
  type ServiceOutputTypes,
} from '@aws-sdk/client-kms';
import type {
  DataKeyContext,
  DataKeys,
} from '@oaf/backstage-plugin-api-management-node';
import type { Command } from '@smithy/types';
import type { BaseCredentials } from '../credentials/BaseCredentials';
import { toEnvelopeError } from './toEnvelopeError';

/** With all tries of the SDK; a page may wait for it. */
const TIMEOUT_MS = 10_000;

/** Data keys of AWS KMS: each is made and wrapped by one symmetric key, which never leaves KMS. */
export class KmsDataKeys implements DataKeys {
  readonly scheme = 'aws-kms';
  readonly #client: KMSClient;
  readonly #keyArn: string;

  /** @param options - `base`: who this installation is in the key's partition */
  constructor(options: { keyArn: string; base: BaseCredentials }) {
    const { keyArn, base } = options;
    this.#keyArn = keyArn;
    this.#client = new KMSClient({
      ...base.clientConfig(),
      region: keyArn.split(':')[3],
      credentials: base.provider,
    });
  }

  async generate(EncryptionContext: DataKeyContext) {
    const { Plaintext, CiphertextBlob } = await this.#send(
      new GenerateDataKeyCommand({
        KeyId: this.#keyArn,
        KeySpec: 'AES_256',
        EncryptionContext,
      }),
    );
    return {
      key: Buffer.from(Plaintext!),
      wrapped: Buffer.from(CiphertextBlob!).toString('base64url'),
    };
  }

  async unwrap(wrapped: string, EncryptionContext: DataKeyContext) {
    const { Plaintext } = await this.#send(
      new DecryptCommand({
        KeyId: this.#keyArn,
        CiphertextBlob: Buffer.from(wrapped, 'base64url'),
        EncryptionContext,
      }),
    );
    return Buffer.from(Plaintext!);
  }

  close() {
    this.#client.destroy();
  }

  async #send<
    Input extends ServiceInputTypes,
    Output extends ServiceOutputTypes,
  >(
    command: Command<
      ServiceInputTypes,
      Input,
      ServiceOutputTypes,
      Output,
      KMSClientResolvedConfig
    >,
  ): Promise<Output> {
    try {
      return await this.#client.send(command, {
        abortSignal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (error) {
      throw toEnvelopeError(error, this.#keyArn);
    }
  }
}
