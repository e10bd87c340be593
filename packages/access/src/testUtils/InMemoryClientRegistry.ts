import type { Grant } from '@oaf/contract';
import type {
  ClientRegistry,
  CredentialUse,
  Enrolment,
  EnrolmentOutcome,
  RegisteredClient,
} from '../ports';

export class InMemoryClientRegistry implements ClientRegistry {
  readonly #clients = new Map<string, RegisteredClient>();
  readonly #spentTokens = new Set<string>();
  /** Every use that was recorded, oldest first. */
  readonly uses: CredentialUse[] = [];

  /** Adds or replaces a grant; the enrolled keys stay. */
  async applyGrant(grant: Grant): Promise<void> {
    const keys = this.#clients.get(grant.clientId)?.keys ?? [];
    this.#clients.set(grant.clientId, { grant, keys });
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
    const client = this.#clients.get(enrolment.clientId);
    if (!client || !this.#isSpendable(client, enrolment)) {
      return 'token-spent';
    }
    if (this.#isTaken(enrolment)) {
      return 'key-taken';
    }
    this.#spentTokens.add(enrolment.tokenHash);
    client.keys = enrolment.keys;
    return 'enrolled';
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

  #isTaken({ clientId, keys }: Enrolment): boolean {
    const kids = keys.map(key => key.kid);
    return [...this.#clients].some(
      ([id, client]) =>
        id !== clientId && client.keys.some(key => kids.includes(key.kid)),
    );
  }
}
