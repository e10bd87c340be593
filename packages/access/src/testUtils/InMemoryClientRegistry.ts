import type { Grant } from '@oaf/contract';
import { addKeys } from '../registration/addKeys';
import { areSameKeys } from '../registration/areSameKeys';
import { expiryOf } from '../registration/expiryOf';
import type {
  ClientKey,
  ClientRegistry,
  CredentialUse,
  Enrolment,
  EnrolmentOutcome,
  KeyReplacement,
  KeyReplacementOutcome,
  RegisteredClient,
} from '../ports';

export class InMemoryClientRegistry implements ClientRegistry {
  readonly #clients = new Map<string, RegisteredClient>();
  readonly #failures = new Map<string, number>();
  readonly #spentTokens = new Set<string>();
  /** By key; epoch milliseconds. */
  readonly #registeredAt = new Map<string, number>();
  /** Every use that was recorded, oldest first. */
  readonly uses: CredentialUse[] = [];

  /** Adds or replaces a grant; what was enrolled stays. */
  async applyGrant(grant: Grant): Promise<void> {
    const { keys = [] } = this.#clients.get(grant.clientId) ?? {};
    this.#clients.set(grant.clientId, { keys, grant });
  }

  /** The subscription ended: the grant and its keys go. */
  async removeGrant(clientId: string): Promise<void> {
    this.#clients.delete(clientId);
  }

  async findByClientId(clientId: string) {
    return this.#find(clientId);
  }

  async findByEnrolmentToken(tokenHash: string) {
    const found = [...this.#clients.values()].find(
      ({ grant }) => grant.enrolment?.tokenHash === tokenHash,
    );
    return found && !this.#spentTokens.has(tokenHash)
      ? this.#find(found.grant.clientId)
      : undefined;
  }

  async enrol(enrolment: Enrolment): Promise<EnrolmentOutcome> {
    const { clientId, tokenHash, keys: jwks } = enrolment;
    const client = this.#find(clientId);
    if (!client || !this.#isSpendable(client, enrolment)) {
      return 'token-spent';
    }
    if (this.#isTaken(clientId, jwks)) {
      return 'key-taken';
    }
    const keys = addKeys(client.keys, enrolment);
    if (keys.length > enrolment.maxKeys) {
      return 'too-many-keys';
    }
    this.#spentTokens.add(tokenHash);
    this.#keep(client, keys, enrolment.at);
    return 'enrolled';
  }

  async countFailedEnrolment(attempt: { tokenHash: string; limit: number }) {
    const { tokenHash, limit } = attempt;
    if (!(await this.findByEnrolmentToken(tokenHash))) {
      return;
    }
    const failures = (this.#failures.get(tokenHash) ?? 0) + 1;
    this.#failures.set(tokenHash, failures);
    if (failures >= limit) {
      this.#spentTokens.add(tokenHash);
    }
  }

  async replaceKeys(
    replacement: KeyReplacement,
  ): Promise<KeyReplacementOutcome> {
    const { clientId, heldKeys, keys } = replacement;
    const client = this.#find(clientId);
    if (!client || !areSameKeys(client.keys, heldKeys)) {
      return 'outdated';
    }
    const jwks = keys.map(({ jwk }) => jwk);
    if (this.#isTaken(clientId, jwks)) {
      return 'key-taken';
    }
    this.#keep(client, keys, replacement.at);
    return 'replaced';
  }

  async unregister(registration: {
    clientId: string;
    registrationTokenHash: string;
  }): Promise<void> {
    const { clientId, registrationTokenHash } = registration;
    const client = this.#clients.get(clientId);
    const keys = client?.keys.filter(
      key => key.registrationTokenHash !== registrationTokenHash,
    );
    if (client && keys) {
      this.#clients.set(clientId, { ...client, keys });
    }
  }

  recordUse(use: CredentialUse): void {
    this.uses.push(use);
  }

  /** With the end that the age of each key sets. */
  #find(clientId: string): RegisteredClient | undefined {
    const client = this.#clients.get(clientId);
    return (
      client && {
        ...client,
        keys: client.keys.map(({ expiresAt, ...key }) => ({
          ...key,
          ...expiryOf(client.grant, this.#registeredAt.get(key.jwk.kid)!),
        })),
      }
    );
  }

  #keep(
    { grant, keys: held }: RegisteredClient,
    keys: ClientKey[],
    at: number,
  ) {
    const known = held.map(({ jwk }) => jwk.kid);
    keys
      .filter(({ jwk }) => !known.includes(jwk.kid))
      .forEach(({ jwk }) => this.#registeredAt.set(jwk.kid, at));
    this.#clients.set(grant.clientId, { grant, keys });
  }

  #isSpendable({ grant }: RegisteredClient, enrolment: Enrolment): boolean {
    return (
      grant.enrolment?.tokenHash === enrolment.tokenHash &&
      enrolment.at < grant.enrolment.expiresAt &&
      !this.#spentTokens.has(enrolment.tokenHash)
    );
  }

  #isTaken(clientId: string, keys: { kid: string }[]): boolean {
    const kids = keys.map(({ kid }) => kid);
    return [...this.#clients].some(
      ([id, client]) =>
        id !== clientId &&
        client.keys.some(({ jwk }) => kids.includes(jwk.kid)),
    );
  }
}
