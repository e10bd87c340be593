import type { Grant } from '@oaf/contract';
import type {
  ClientRegistry,
  CredentialUse,
  Enrolment,
  EnrolmentOutcome,
  KeyReplacement,
  KeyReplacementOutcome,
  RegisteredClient,
} from '../ports';

const unregistered = { keys: [], registrationTokenHash: null };

export class InMemoryClientRegistry implements ClientRegistry {
  readonly #clients = new Map<string, RegisteredClient>();
  readonly #failures = new Map<string, number>();
  readonly #spentTokens = new Set<string>();
  /** Every use that was recorded, oldest first. */
  readonly uses: CredentialUse[] = [];

  /** Adds or replaces a grant; what was enrolled stays. */
  async applyGrant(grant: Grant): Promise<void> {
    const known = this.#clients.get(grant.clientId) ?? unregistered;
    this.#clients.set(grant.clientId, { ...known, grant });
  }

  /** The subscription ended: the grant and its keys go. */
  async removeGrant(clientId: string): Promise<void> {
    this.#clients.delete(clientId);
  }

  async findByClientId(clientId: string) {
    return this.#clients.get(clientId);
  }

  async findByEnrolmentToken(tokenHash: string) {
    return this.#spentTokens.has(tokenHash)
      ? undefined
      : [...this.#clients.values()].find(
          ({ grant }) => grant.enrolment?.tokenHash === tokenHash,
        );
  }

  async enrol(enrolment: Enrolment): Promise<EnrolmentOutcome> {
    const { clientId, tokenHash, keys, registrationTokenHash } = enrolment;
    const client = this.#clients.get(clientId);
    if (!client || !this.#isSpendable(client, enrolment)) {
      return 'token-spent';
    }
    if (this.#isTaken(clientId, keys)) {
      return 'key-taken';
    }
    this.#spentTokens.add(tokenHash);
    this.#clients.set(clientId, {
      ...client,
      keys: keys.map(jwk => ({ jwk, notAfter: null })),
      registrationTokenHash,
    });
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
    const { clientId, heldKids, keys } = replacement;
    const client = this.#clients.get(clientId);
    const kids = client?.keys.map(({ jwk }) => jwk.kid) ?? [];
    if (!client || kids.sort().join() !== [...heldKids].sort().join()) {
      return 'outdated';
    }
    const jwks = keys.map(({ jwk }) => jwk);
    if (this.#isTaken(clientId, jwks)) {
      return 'key-taken';
    }
    this.#clients.set(clientId, { ...client, keys });
    return 'replaced';
  }

  async unregister(clientId: string): Promise<void> {
    const client = this.#clients.get(clientId);
    if (client) {
      this.#clients.set(clientId, { ...client, ...unregistered });
    }
  }

  recordUse(use: CredentialUse): void {
    this.uses.push(use);
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
