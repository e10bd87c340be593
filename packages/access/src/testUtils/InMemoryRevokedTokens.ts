import type { Clock, RevokedTokens } from '../ports';

export class InMemoryRevokedTokens implements RevokedTokens {
  readonly #expiryOfToken = new Map<string, number>();

  constructor(private readonly clock: Clock = Date.now) {}

  async revoke(tokenId: string, expiresAt: number): Promise<void> {
    this.#expiryOfToken.set(tokenId, expiresAt);
  }

  async has(tokenId: string): Promise<boolean> {
    const expiresAt = this.#expiryOfToken.get(tokenId);
    return expiresAt !== undefined && this.clock() < expiresAt;
  }
}
