import { ConflictError, InputError } from '@backstage/errors';
import type { DataKeys } from '@oaf/backstage-plugin-api-management-node';
import { openWith, sealWith } from './aesEnvelope';
import type { SecretEnvelope, SecretOwner } from './SecretEnvelope';

/** Between scheme, wrapped key and body; base64url has none. */
const SEPARATOR = '.';

const contextOf = (owner: SecretOwner) =>
  'credentialId' in owner
    ? owner.credentialId
    : `deployment:${owner.deploymentId}`;

/**
 * Envelopes with a data key of its own for each secret where a module provides them, else with the installation's own
 * key. What was enveloped the other way stays readable for as long as its key is there.
 */
export class SecretEnvelopes implements SecretEnvelope {
  readonly #ownKey: Buffer | undefined;
  readonly #dataKeys: DataKeys | undefined;
  readonly #installation: () => Promise<string>;

  /** @throws InputError that says what to configure when there is no key at all */
  constructor(options: {
    /** 32 bytes. */
    ownKey?: Buffer;
    dataKeys?: DataKeys;
    installation: () => Promise<string>;
  }) {
    if (!options.ownKey && !options.dataKeys) {
      throw new InputError(
        'Set apiManagement.secrets.key to 32 random bytes in base64, e.g. the output of `openssl rand -base64 32`',
      );
    }
    this.#ownKey = options.ownKey;
    this.#dataKeys = options.dataKeys;
    this.#installation = options.installation;
  }

  async seal(secret: string, owner: SecretOwner): Promise<string> {
    if (!this.#dataKeys) {
      return sealWith(this.#ownKey!, secret, contextOf(owner));
    }
    const { scheme } = this.#dataKeys;
    const { key, wrapped } = await this.#dataKeys.generate(
      await this.#bind(owner),
    );
    const body = sealWith(key, secret, contextOf(owner));
    key.fill(0);
    return [scheme, wrapped, body].join(SEPARATOR);
  }

  async open(sealed: string, owner: SecretOwner): Promise<string> {
    const [scheme, wrapped, body] = sealed.split(SEPARATOR);
    const key =
      wrapped === undefined
        ? requireKey(this.#ownKey, 'apiManagement.secrets')
        : await this.#unwrap(scheme, wrapped, owner);
    try {
      return openWith(key, body ?? sealed, contextOf(owner));
    } catch {
      throw unreadable();
    }
  }

  async #unwrap(scheme: string, wrapped: string, owner: SecretOwner) {
    const dataKeys = requireKey(
      this.#dataKeys?.scheme === scheme ? this.#dataKeys : undefined,
      `the module that made it (${scheme})`,
    );
    return dataKeys.unwrap(wrapped, await this.#bind(owner));
  }

  async #bind(owner: SecretOwner) {
    return { installation: await this.#installation(), ...owner };
  }
}

function requireKey<Key>(key: Key | undefined, where: string): Key {
  if (!key) {
    throw new ConflictError(
      `The secret was enveloped with a key that is not configured any more, that of ${where}. Configure it again, or issue a new secret.`,
    );
  }
  return key;
}

function unreadable() {
  return new ConflictError(
    'The secret was enveloped with another key than the one that is configured, or for another record. Configure that key again, or issue a new secret.',
  );
}
