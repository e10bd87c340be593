import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Keeps a secret readable for us alone until it is shown. `context` ties it to one record. */
export interface SecretEnvelope {
  seal(secret: string, context: string): Promise<string>;
  /** @throws when the envelope was made with another key or for another context */
  open(sealed: string, context: string): Promise<string>;
}

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM under one key; the context is authenticated, so an envelope moved to another record does not open. */
export class AesSecretEnvelope implements SecretEnvelope {
  readonly #key: Buffer;

  /** @param key 32 bytes */
  constructor(key: Buffer) {
    this.#key = key;
  }

  async seal(secret: string, context: string): Promise<string> {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#key, iv).setAAD(
      Buffer.from(context),
    );
    const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
  }

  async open(sealed: string, context: string): Promise<string> {
    const bytes = Buffer.from(sealed, 'base64url');
    const iv = bytes.subarray(0, IV_BYTES);
    const tag = bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
    const decipher = createDecipheriv(ALGORITHM, this.#key, iv, {
      authTagLength: TAG_BYTES,
    })
      .setAAD(Buffer.from(context))
      .setAuthTag(tag);
    const body = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
    return Buffer.concat([body, decipher.final()]).toString('utf8');
  }
}
